/** `npm run check [-- PART-OF-A-NAME]`: everything that can be found wrong without running the lab. */
import { allChecks, checkLine, runChecks } from "./runtime/checks.mjs";
import { say } from "./runtime/say.mjs";

const wanted = process.argv.slice(2);
const checks = allChecks().filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
if (checks.length === 0) say(`No check has a name with ${wanted.join(" or ")} in it.`);

const results = await runChecks(checks, (result) => {
  console.log(checkLine(result));
});
const failed = results.filter(({ isPassed }) => !isPassed);
for (const { name, output } of failed) console.log(`\n---- ${name}\n${output}`);
if (failed.length > 0) console.log(`\n${failed.length} of ${results.length} checks failed.`);
process.exitCode = failed.length > 0 || checks.length === 0 ? 1 : 0;
