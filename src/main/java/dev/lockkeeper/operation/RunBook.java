package dev.lockkeeper.operation;

import java.util.List;

/// The book of all runs on one database: a page is opened before anything is done, and closed with how it ended. A page without an end is a
/// run that was cut off.
public interface RunBook {

    /// Opens a page. Never fails: where nothing can be written, the page says so when something is about to be changed.
    Page open(RunEntry begun);

    /// The newest first.
    List<RunEntry> entries();

    /// Closes the page of a run that could not close it itself.
    void close(RunEntry cutOff, RunEntry.Ending ending);

    /// One run's page.
    interface Page {

        /// Writes down, on the disk when this returns, what is going to be changed. Throws [OperationProblem.BookUnwritable].
        void intends(Intent intent);

        /// A step was begun. Survives the end of this process, not a power cut.
        void step(int number);

        void close(RunEntry.Ending ending);
    }

    /// Keeps nothing.
    static RunBook none() {
        return new RunBook() {
            @Override
            public Page open(RunEntry begun) {
                return new Page() {
                    @Override
                    public void intends(Intent intent) {}

                    @Override
                    public void step(int number) {}

                    @Override
                    public void close(RunEntry.Ending ending) {}
                };
            }

            @Override
            public List<RunEntry> entries() {
                return List.of();
            }

            @Override
            public void close(RunEntry cutOff, RunEntry.Ending ending) {}
        };
    }
}
