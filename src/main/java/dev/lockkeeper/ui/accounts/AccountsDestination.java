package dev.lockkeeper.ui.accounts;

import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Destination;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.words.Message;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// The accounts page as the window knows it.
public final class AccountsDestination implements Destination {

    private final AccountsModel model;
    private final boolean production;
    private final Function<Problem, Advice> advice;
    private final ObservableValue<Optional<Mark>> mark;
    private @Nullable AccountsView view;

    public AccountsDestination(AccountsModel model, boolean production, Function<Problem, Advice> advice) {
        this.model = model;
        this.production = production;
        this.advice = advice;
        this.mark = model.page().map(AccountsDestination::mark);
    }

    private static Optional<Mark> mark(AccountsPage page) {
        long locked = page.listing() instanceof AccountsPage.Listing.Fresh(var list)
                ? list.counts().getOrDefault(AccountsFilter.View.LOCKED, 0L)
                : 0;
        return locked == 0 ? Optional.empty() : Optional.of(Mark.count((int) locked, Message.of("accounts.mark.locked", locked)));
    }

    @Override
    public Place place() {
        return Place.ACCOUNTS;
    }

    @Override
    public Node view(Frame frame) {
        view = new AccountsView(model, frame, production, advice);
        return view;
    }

    @Override
    public ObservableValue<Optional<Mark>> mark() {
        return mark;
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public void primary() {
        if (view != null) {
            view.unlock();
        }
    }

    @Override
    public void find() {
        if (view != null) {
            view.find();
        }
    }

    @Override
    public boolean escape() {
        return view != null && view.escape();
    }
}
