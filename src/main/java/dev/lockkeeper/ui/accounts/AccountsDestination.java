package dev.lockkeeper.ui.accounts;

import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.PageDestination;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.words.Message;
import java.util.Optional;
import java.util.function.Function;

/// The accounts page as the window knows it.
public final class AccountsDestination extends PageDestination<AccountsView> {

    private final AccountsModel model;
    private final boolean production;
    private final Function<Problem, Advice> advice;

    public AccountsDestination(AccountsModel model, boolean production, Function<Problem, Advice> advice) {
        super(Place.ACCOUNTS, model.page().map(AccountsDestination::mark));
        this.model = model;
        this.production = production;
        this.advice = advice;
    }

    private static Optional<Mark> mark(AccountsPage page) {
        long locked = page.listing() instanceof AccountsPage.Listing.Fresh(var list)
                ? list.counts().getOrDefault(AccountsFilter.View.LOCKED, 0L)
                : 0;
        return locked == 0 ? Optional.empty() : Optional.of(Mark.count((int) locked, Message.of("accounts.mark.locked", locked)));
    }

    @Override
    protected AccountsView draw(Frame frame) {
        return new AccountsView(model, frame, production, advice);
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public void primary() {
        shown().ifPresent(AccountsView::unlock);
    }

    @Override
    public void find() {
        shown().ifPresent(AccountsView::find);
    }

    @Override
    public boolean escape() {
        return shown().map(AccountsView::escape).orElse(false);
    }
}
