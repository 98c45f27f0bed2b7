export { compileExpression } from "./compile.ts";
export type { CompiledExpression, CompiledResiduals, GridPoints } from "./compiled-expression.ts";
export {
  EXPRESSION_ERROR_CODES,
  ExpressionError,
  type ExpressionErrorCode,
  type ExpressionErrorDetail,
} from "./expression-error.ts";
export { EXPRESSION_FUNCTIONS, type ExpressionFunction } from "./functions.ts";
export type { Graph, GraphNode } from "./graph.ts";
export { interpretExpression } from "./interpret.ts";
export * from "./limits.ts";
export { compareNaturally } from "./names.ts";
export { compileRule, interpretRule, type CompiledRule } from "./rules/compile-rule.ts";
export { GIVEN_NAMES } from "./rules/given-names.ts";
export { checkRule, parseRule, type CheckedRule } from "./rules/parse-rule.ts";
export { WHOLE_VECTOR_FUNCTIONS } from "./rules/rule-functions.ts";
export { ruleTex } from "./rules/rule-tex.ts";
export type { RuleTrouble } from "./rules/rule-trouble.ts";
export { checkExpression, parseExpression, type CheckedExpression, type ExpressionNames } from "./parse.ts";
export { erf, erfc } from "./special.ts";
export { expressionTex, gradientTex, hessianTex, TOO_LONG_TEX, type TexOptions } from "./tex.ts";
export { nameTex } from "./tex-names.ts";
