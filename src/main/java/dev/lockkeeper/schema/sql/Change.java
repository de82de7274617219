package dev.lockkeeper.schema.sql;

import java.util.List;
import java.util.Optional;

/// What one statement does, as far as it can be read from its text.
public sealed interface Change {

    /// `temporary` tables end with the session. A table made from another has no columns here.
    record CreateTable(Name table, boolean temporary, List<Column> columns, List<Constraint> constraints) implements Change {}

    record AlterTable(Name table, List<Alteration> alterations) implements Change {}

    /// `columns` are plain names or the text of expressions; `where` is that of a partial index.
    record CreateIndex(Optional<Name> index, Name table, boolean unique, boolean concurrently, List<String> columns,
            Optional<String> where) implements Change {}

    record DropIndex(List<Name> indexes, boolean concurrently, boolean cascade) implements Change {}

    /// `kind` is the word in SQL: `view`, `function`, `type`. `owner` is the table of a trigger or policy.
    record Create(String kind, Name name, Optional<Name> owner) implements Change {}

    record Drop(String kind, List<Name> names, boolean cascade) implements Change {}

    record Rename(String kind, Name from, Name to) implements Change {}

    record Truncate(List<Name> tables, boolean cascade) implements Change {}

    record Delete(Name table, boolean where) implements Change {}

    record Update(Name table, boolean where) implements Change {}

    /// `BEGIN`, `COMMIT` and their like.
    record Transaction(String word) implements Change {}

    /// Acts as somebody else from here on.
    record ActAs(String words) implements Change {}

    record Setting(String name, String value) implements Change {}

    record LockTable(List<Name> tables) implements Change {}

    /// Writes a whole table or index anew, and locks it: `words` say which command.
    record Rewrite(String words, Optional<Name> object) implements Change {}

    /// Concerns the whole server, or cannot run in a transaction.
    record ServerWide(String words) implements Change {}

    /// Reads or writes files, or runs a program, on the server.
    record CopyOutside(String words) implements Change {}

    /// A command for psql.
    record Meta(String command) implements Change {}

    /// A block of code whose text says nothing about what it does.
    record Code() implements Change {}

    /// Anything else.
    record Other() implements Change {}

    /// One action of `ALTER TABLE`.
    sealed interface Alteration {

        record AddColumn(Column column) implements Alteration {}

        record DropColumn(String column, boolean cascade) implements Alteration {}

        record SetType(String column, Type type, boolean computed) implements Alteration {}

        record SetNotNull(String column) implements Alteration {}

        record AddConstraint(Constraint constraint) implements Alteration {}

        record ValidateConstraint(String name) implements Alteration {}

        record DropConstraint(String name, boolean cascade) implements Alteration {}

        record RenameColumn(String from, String to) implements Alteration {}

        record RenameTable(String to) implements Alteration {}

        record OtherAlteration() implements Alteration {}
    }
}
