import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import globals from "globals";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["target/", "src/api/generated/"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...ts.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { "react-hooks": hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      // Text of users, of containers and of registries is only ever text.
      "no-restricted-syntax": [
        "error",
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "Text is only ever text." },
        {
          selector: "AssignmentExpression[left.property.name='innerHTML']",
          message: "Text is only ever text.",
        },
      ],
      "max-lines": ["error", 300],
    },
  },
  { files: ["src/**/*.tsx"], ...a11y.flatConfigs.recommended },
  { files: ["build/**", "*.{js,mjs}"], languageOptions: { globals: globals.node } },
);
