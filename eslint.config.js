// How the scripts of the map page are linted: every rule that ESLint recommends, and the house's own.
import js from "@eslint/js";
import globals from "globals";

export default [
  {
    files: ["geomap/mapping/static/*.js"],
    ...js.configs.recommended,
    languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...js.configs.recommended.rules,
      "array-callback-return": "error",
      complexity: ["error", 18],
      "consistent-return": "off",
      eqeqeq: "error",
      "max-len": ["error", { code: 320 }],
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 60, IIFEs: false }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML" },
        { property: "outerHTML" },
        { property: "insertAdjacentHTML" },
      ],
      "no-shadow": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      strict: ["error", "function"],
    },
  },
];
