package dev.lockkeeper.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The map of the house: who may know whom. Each rule is also seen to fail, on a small house built wrong on purpose.
class MapTest {

    private static final String ROOT = "dev.lockkeeper";
    private static final String[] FEATURES = features(ROOT);

    /// A rule, and its name in this list.
    record Rule(String name, ArchRule rule) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rule> rules() {
        return rules(ROOT);
    }

    /// The rules for a house that stands under `root`.
    private static Stream<Rule> rules(String root) {
        return Stream.of(
                new Rule("screens", noClasses().that().resideOutsideOfPackages(root + ".ui..", root + ".app..")
                        .should().dependOnClassesThat().resideInAnyPackage("javafx..", "atlantafx..", "org.kordamp..")
                        .because("the verbs run where there is no screen")),
                new Rule("models", noClasses().that().haveSimpleNameEndingWith("Model").and().resideInAPackage(root + ".ui..")
                        .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.stage..")
                        .because("a model is tested without a toolkit")),
                new Rule("flyway", noClasses().that().resideOutsideOfPackage(root + ".adapter.flyway..")
                        .should().dependOnClassesThat().resideInAPackage("org.flywaydb..")
                        .because("its internals are pinned in one room")),
                new Rule("docker", noClasses().that().resideOutsideOfPackage(root + ".adapter.docker..")
                        .should().dependOnClassesThat().resideInAPackage("com.github.dockerjava..")
                        .because("every call to the engine must be bounded, and is in one room")),
                new Rule("encryption", noClasses().that().resideOutsideOfPackage(root + ".adapter.age..")
                        .should().dependOnClassesThat().resideInAPackage("com.exceptionfactory.jagged..")
                        .because("what the library leaves open when a file is damaged is closed in one room")),
                new Rule("driver", noClasses().that()
                        .resideOutsideOfPackages(root + ".adapter.postgres..", root + ".adapter.flyway..",
                                root + ".adapter.embedded..")
                        .should().dependOnClassesThat().resideInAnyPackage("org.postgresql..", "com.zaxxer..", "io.zonky..")
                        .because("a new driver must not reach the screens")),
                new Rule("jdbc", noClasses().that()
                        .resideOutsideOfPackages(root + ".adapter.postgres..", root + ".adapter.flyway..", root + ".app..")
                        .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..")
                        .because("SQL stands beside the code that translates its errors")),
                new Rule("processes", noClasses().that().resideOutsideOfPackage(root + ".adapter..")
                        .should().dependOnClassesThat().belongToAnyOf(ProcessBuilder.class)
                        .because("what is run on the machine is shown, bounded and free of secrets in one place")),
                new Rule("platform", noClasses().that().doNotHaveSimpleName("ScreenThreads")
                        .and().resideInAPackage(root + "..").should().dependOnClassesThat()
                        .haveFullyQualifiedName("javafx.application.Platform")
                        .because("one class decides what runs on the screen's thread")),
                new Rule("ports", noClasses().that().resideInAnyPackage(features(root)).or()
                        .resideInAnyPackage(root + ".ui..", root + ".cli..", root + ".operation..", root + ".words..")
                        .should().dependOnClassesThat().resideInAnyPackage(root + ".adapter..", root + ".app..")
                        .because("features say what they need, and adapters come to them")),
                new Rule("screens and verbs", noClasses().that().resideInAPackage(root + ".ui..")
                        .should().dependOnClassesThat().resideInAPackage(root + ".cli..")
                        .because("the two ways in share the features, not each other")),
                new Rule("verbs and screens", noClasses().that().resideInAPackage(root + ".cli..")
                        .should().dependOnClassesThat().resideInAPackage(root + ".ui..")
                        .because("the two ways in share the features, not each other")),
                new Rule("operation", classes().that().resideInAPackage(root + ".operation..")
                        .should().onlyDependOnClassesThat(not(resideInAPackage(root + "..")).or(
                                resideInAnyPackage(root + ".operation..", root + ".words..")))
                        .because("everything stands on it")),
                new Rule("accounts", alone(root, "accounts")),
                new Rule("backup", alone(root, "backup", "environment")),
                new Rule("containers", alone(root, "containers", "environment")),
                new Rule("environment", alone(root, "environment")),
                new Rule("schema", alone(root, "schema", "backup", "environment")),
                new Rule("kit", noClasses().that().resideInAPackage(root + ".ui.kit..")
                        .should().dependOnClassesThat().resideInAnyPackage(features(root))
                        .because("parts of any page know no feature")),
                new Rule("pages",
                        slices().matching(root + ".ui.(overview|migrations|accounts|containers|backups|activity|setup)..")
                                .should().notDependOnEachOther().because("a page can be taken out whole")),
                new Rule("cycles of rooms", slices().matching(root + ".(*)..").should().beFreeOfCycles()
                        .because("a room can be understood without the rooms that use it")),
                new Rule("cycles of adapters", slices().matching(root + ".adapter.(*)..").should().beFreeOfCycles()
                        .because("a technology can be taken out whole")));
    }

    private static ArchRule alone(String root, String feature, String... known) {
        String[] packages = Stream.concat(Stream.of(feature, "operation", "words"), Stream.of(known))
                .map(name -> root + "." + name + "..")
                .toArray(String[]::new);
        return classes().that().resideInAPackage(root + "." + feature + "..")
                .should().onlyDependOnClassesThat(not(resideInAPackage(root + "..")).or(resideInAnyPackage(packages))
                        .or(belongToAnyOf(Object.class)))
                .because("features meet in the screens, not in each other");
    }

    private static String[] features(String root) {
        return Stream.of("environment", "readiness", "containers", "schema", "backup", "accounts", "support", "setup")
                .map(name -> root + "." + name + "..")
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_house_keeps_its_map(Rule rule) {
        rule.rule().check(house());
    }

    @ParameterizedTest
    @MethodSource("wrongRules")
    void each_rule_fails_on_a_house_built_wrong(Rule rule) {
        JavaClasses wrong = new ClassFileImporter().importPackages("dev.lockkeeper.architecture.wrong");
        assertThat(wrong).isNotEmpty();

        assertThatThrownBy(() -> rule.rule().check(wrong)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("was violated");
    }

    static Stream<Rule> wrongRules() {
        return rules("dev.lockkeeper.architecture.wrong");
    }

    @Test
    void no_class_has_a_name_that_says_nothing() {
        noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Service|Handler|Impl|Base)$")
                .because("a name says what a thing is in the user's world").check(house());
    }

    @Test
    void the_features_are_all_here() {
        assertThat(FEATURES).allSatisfy(name -> assertThat(house().containPackage(name.replace("..", ""))).isTrue());
    }

    private static JavaClasses house() {
        return House.CLASSES;
    }

    private static final class House {

        static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }
}
