package dev.lockkeeper.cli;

import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Message;
import java.util.Optional;

/// Whether a changing verb may begin. Production, and what destroys data (a way back that erases some, a restore) everywhere but in practice, need the
/// database's name; the rest a yes. Where nobody can be asked, flags must have said it. A name that is given must be the right one, whatever was asked.
record Confirmation(boolean yes, Optional<String> name) {

    /// What has to be said before it may begin.
    enum Demand {
        YES, DATABASE_NAME
    }

    static Demand demand(Care care, boolean destroys) {
        return switch (care) {
            case PRODUCTION -> Demand.DATABASE_NAME;
            case LOCAL, STAGING -> destroys ? Demand.DATABASE_NAME : Demand.YES;
            case PRACTICE -> Demand.YES;
        };
    }

    /// Throws a [CommandProblem] unless it was confirmed.
    void require(Environment environment, boolean destroys, Message question, Voice voice) {
        String database = environment.address().database();
        name.filter(given -> !given.equals(database)).ifPresent(given -> {
            throw new ProblemException(new CommandProblem.ConfirmationWrong(database, given));
        });
        switch (demand(environment.care(), destroys)) {
            case YES -> {
                if (!yes && name.isEmpty() && !saidYes(database, question, voice)) {
                    throw new ProblemException(new CommandProblem.Declined());
                }
            }
            case DATABASE_NAME -> {
                String given = name.orElseGet(() -> typed(database, question, voice));
                if (!given.equals(database)) {
                    throw new ProblemException(new CommandProblem.ConfirmationWrong(database, given));
                }
            }
        }
    }

    private static boolean saidYes(String database, Message question, Voice voice) {
        String answer = voice.ask(Message.of("cli.ask.yes", question))
                .orElseThrow(() -> new ProblemException(new CommandProblem.ConfirmationMissing(database, "--yes")));
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes") || answer.equals("예") || answer.equals("네");
    }

    private static String typed(String database, Message question, Voice voice) {
        return voice.ask(Message.of("cli.ask.name", question, database)).orElseThrow(
                () -> new ProblemException(new CommandProblem.ConfirmationMissing(database, "--confirm=" + database)));
    }
}
