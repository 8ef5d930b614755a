package io.paz.confd.template;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.confd.template.syntax.TemplateException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the language does not have, or not here, is refused when a template is loaded, by name and line. */
class RefusedTemplatesTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = (char) 1,
            value = {
                "{{datetime}} => function \"datetime\" is not supported here",
                "{{lookupIP \"x\"}} => function \"lookupIP\" is not supported here",
                "{{regexMatch \"x\"}} => function \"regexMatch\" is not defined",
                "{{template \"t\"}} => template \"t\" is not defined",
                "{{break}} => {{break}} outside of {{range}}",
                "{{range $a, $b, $c := ls \"/\"}}{{end}} => too many variables before := in range",
                "{{\"a\" 1}} => only a function can be given arguments",
                "{{1 | 2}} => only a function can stand after |",
                "{{\"\\z\"}} => unknown escape \\z in a quoted text",
                "{{\"a}} => a quoted text does not end",
                "{{/* a }} => unclosed comment: */ is missing",
                "{{'ab'}} => a character constant holds one character: 'ab'",
                "{{12x}} => not a number: 12x",
                "{{if}}{{end}} => a value is missing in if",
                "{{else}} => unexpected {{else}}",
                "{{a ? b}} => unexpected character '?' in an action",
                "{{define \"x\"}}{{end}}{{define \"x\"}}{{end}} => template \"x\" is defined twice"
            })
    void refusedWhenLoaded(String template, String message) {
        assertThatThrownBy(() -> Template.parse("x.tmpl", "first\nsecond " + template))
                .isInstanceOf(TemplateException.class)
                .hasMessage("x.tmpl:2: " + message);
    }
}
