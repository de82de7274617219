package dev.lockkeeper.cli;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Words;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `key`: for whom backups are encrypted; with `--new`, makes a private key.
final class KeyVerb implements Verb {

    @Override
    public String name() {
        return "key";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addOption(OptionSpec.builder("--new").arity("1").type(String.class).paramLabel("FILE")
                .description(words.say("cli.option.new")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) {
        Desk.Encryption encryption = desk.encryption();
        Optional<Path> fresh = asked.text("--new").map(KeyVerb::path);
        if (fresh.isPresent()) {
            String recipient = encryption.keys().make(fresh.get());
            voice.tell(new JsonLine().put("identity", fresh.get()).put("recipient", recipient)
                    .put("recipients", encryption.recipients()).put("exit", ExitCode.DONE.number()), List.of(recipient));
            voice.note(voice.say("cli.key.made", fresh.get()));
            voice.note(voice.say("cli.key.keep-away"));
            voice.note(voice.say("cli.key.use", encryption.recipients()));
            return ExitCode.DONE;
        }
        List<String> recipients = encryption.sealing().recipients();
        voice.tell(new JsonLine().put("encrypted", !recipients.isEmpty()).put("keys", recipients)
                .put("recipients", encryption.recipients()).put("exit", ExitCode.DONE.number()),
                recipients.isEmpty() ? List.of(voice.say("cli.key.none", encryption.recipients())) : recipients);
        return ExitCode.DONE;
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new ProblemException(new CommandProblem.Usage(String.valueOf(e.getMessage())));
        }
    }
}
