package io.paz.test.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Names that a reader can guess, and packages that can be read at a glance. */
@AnalyzeClasses(
        packages = "io.paz",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
final class NamingTest {

    private static final int MAX_PACKAGE_SIZE = 25;

    @ArchTest
    static final ArchRule exceptions_are_named_so = classes()
            .that(assignableTo(Exception.class))
            .should()
            .haveSimpleNameEndingWith("Exception")
            .because("a reader looks for exceptions by that word");

    @ArchTest
    static final ArchRule limits_and_defaults_are_named_so = noFields()
            .that()
            .areStatic()
            .should()
            .haveNameMatching("(USUAL|LONGEST|SHORTEST|LARGEST|SMALLEST|MOST|FEWEST|PATIENCE)(_.*)?")
            .because("constants are DEFAULT_, MAX_, MIN_ and ..._TIMEOUT");

    @ArchTest
    static void packages_are_small(JavaClasses all) {
        Map<String, Long> sizes = all.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));

        assertThat(sizes).isNotEmpty().allSatisfy((name, size) -> assertThat(size)
                .as("classes of %s", name)
                .isLessThanOrEqualTo(MAX_PACKAGE_SIZE));
    }
}
