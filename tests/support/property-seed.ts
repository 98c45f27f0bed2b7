import fc from "fast-check";

/**
 * Random formulas are the same in every run of the tests, so that a change, not chance, is what fails. Another seed looks at
 * others: `PROPERTY_SEED=7 npx vitest run tests/core/expression`.
 */
fc.configureGlobal({ seed: Number(process.env["PROPERTY_SEED"] ?? 20_260_701) });
