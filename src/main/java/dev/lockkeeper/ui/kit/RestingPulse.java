package dev.lockkeeper.ui.kit;

import com.sun.glass.ui.Timer;
import com.sun.javafx.tk.Toolkit;
import java.lang.reflect.Field;

/// Lets JavaFX's pulse rest while there is nothing to draw, where the platform does not do so by itself.
///
/// The toolkit asks its timer to pause once nothing was drawn for a quarter of a second, and to go on as soon as something changes. On GTK the
/// timer ignores both and wakes the process sixty times a second for as long as a window is open. There is no public way to it; where the
/// toolkit looks otherwise than expected nothing is changed and the pulse goes on as before.
final class RestingPulse extends Timer {

    private static final System.Logger LOG = System.getLogger(RestingPulse.class.getName());

    private final Timer own;
    private final int period;

    private RestingPulse(Timer own, int period, Runnable pulse) {
        super(pulse);
        this.own = own;
        this.period = period;
    }

    /// Once, on the screen's thread, after JavaFX was started. Says whether the pulse rests from now on.
    static boolean begin() {
        return begin("com.sun.glass.ui.gtk.GtkTimer");
    }

    /// `timer` is the class of timers that are known to take no rest.
    static boolean begin(String timer) {
        try {
            Toolkit toolkit = Toolkit.getToolkit();
            Field pulse = field(toolkit, "pulseTimer");
            Timer own = (Timer) pulse.get(toolkit);
            if (!own.getClass().getName().equals(timer)) {
                return false;
            }
            int period = field(toolkit, "PULSE_INTERVAL").getInt(toolkit);
            RestingPulse resting = new RestingPulse(own, period, (Runnable) field(toolkit, "timerRunnable").get(toolkit));
            resting.start(period);
            pulse.set(toolkit, resting);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "the pulse takes no rest", e);
            return false;
        }
    }

    private static Field field(Toolkit toolkit, String name) throws NoSuchFieldException {
        Field field = toolkit.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /// The toolkit has started its own already.
    @Override
    protected long _start(Runnable pulse, int period) {
        return 1;
    }

    @Override
    protected long _start(Runnable pulse) {
        return 1;
    }

    @Override
    protected void _stop(long self) {
        own.stop();
    }

    @Override
    protected void _pause(long self) {
        own.stop();
    }

    @Override
    protected void _resume(long self) {
        if (!own.isRunning()) {
            own.start(period);
        }
    }
}
