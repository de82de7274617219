package dev.lockkeeper.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.glass.ui.Timer;
import com.sun.javafx.tk.Toolkit;
import dev.lockkeeper.testing.Await;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// With the real timer of GTK: elsewhere the pulse is left as it is.
@Tag("xvfb")
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class RestingPulseTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Label label = new Label("a");
    private Timer own;

    @Start
    void start(Stage stage) throws ReflectiveOperationException {
        own = (Timer) pulse().get(Toolkit.getToolkit());
        stage.setScene(new Scene(new StackPane(label), 200, 100));
        stage.show();
    }

    @AfterEach
    void leave(FxRobot robot) throws ReflectiveOperationException {
        Field pulse = pulse();
        robot.interact(() -> {
            if (!own.isRunning()) {
                own.start(16);
            }
        });
        pulse.set(Toolkit.getToolkit(), own);
    }

    private static Field pulse() throws ReflectiveOperationException {
        Field field = Toolkit.getToolkit().getClass().getDeclaredField("pulseTimer");
        field.setAccessible(true);
        return field;
    }

    @Test
    void the_timer_stops_while_there_is_nothing_to_draw_and_goes_on_with_the_next_change(FxRobot robot) {
        robot.interact(() -> {
            assertThat(RestingPulse.begin()).isTrue();
            Window.getWindows().stream().filter(window -> !window.equals(label.getScene().getWindow())).toList()
                    .forEach(Window::hide); // what another test left may move for ever
        });
        Await.until("at rest", SOON, () -> !own.isRunning());

        AtomicInteger pulses = new AtomicInteger();
        robot.interact(() -> {
            label.setText("a longer text than before");
            label.getScene().addPostLayoutPulseListener(pulses::incrementAndGet);
        });
        Await.until("drawn", SOON, () -> pulses.get() > 0 && label.getWidth() > 60);
        Await.until("at rest again", SOON, () -> !own.isRunning());

        AtomicInteger frames = new AtomicInteger();
        AnimationTimer animation = new AnimationTimer() {
            @Override
            public void handle(long now) {
                frames.incrementAndGet();
            }
        };
        robot.interact(animation::start);
        Await.until("an animation goes on", SOON, () -> frames.get() > 20);
        assertThat(own.isRunning()).isTrue();
        robot.interact(animation::stop);
        Await.until("at rest after it", SOON, () -> !own.isRunning());
    }

    @Test
    void a_timer_that_is_not_known_is_left_alone(FxRobot robot) throws ReflectiveOperationException {
        robot.interact(() -> assertThat(RestingPulse.begin("some.other.Timer")).isFalse());
        assertThat(pulse().get(Toolkit.getToolkit())).isSameAs(own);
    }
}
