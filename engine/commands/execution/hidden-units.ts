import { evaluateFeel } from '../../core/feel.ts';
import { isFailure } from '../../core/failure.ts';
import type { JsonObject, JsonValue } from '../../core/keys.ts';
import { createProblem } from '../../errors.ts';
import { isKeyed } from '../../forms/read-value.ts';
import { componentsOf, pathOf, type Component } from '../../forms/schema.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import { isUnitWord, unitCode } from '../../policy/units.ts';
import { readForm } from '../../store/definitions.ts';
import type { HeldInstance } from '../../store/instances.ts';
import type { Run } from './run.ts';

export const confidentialityUnclear = createProblem(
  'confidentiality_unclear',
  409,
  '这项服务的保密设置有误，算不出该对哪些单位保密。为免泄露，这一件没有提交；已填的内容还在草稿里。请告诉系统管理员核对流程属性 hiddenFrom，改好后再提交。',
);

/**
 * Units that must not see the case though it lies in their subtree: the process property `hiddenFrom` is FEEL for one or a
 * list of words of the applicant's line (`branch`, `general` …) or organisation codes.
 * @returns null when that cannot be told: whoever asks must not take it for "none"
 */
export async function hiddenUnits(
  run: Run,
  { definition }: HeldInstance,
  orgCode: string,
  variables: JsonObject,
): Promise<string[] | null> {
  const expression = definition.properties.hiddenFrom;
  if (!expression) return [];
  const unfilled = Object.fromEntries(
    (await namesInForms(run, definition.forms)).map((name) => [name, null]),
  );
  const result = evaluateFeel(expression, { ...unfilled, ...variables }, { now: run.now });
  // what FEEL warns of and answers with null all the same is a slip of the pen
  if (isFailure(result) || result.warnings.length > 0) return null;
  const words = wordsIn(result.value);
  if (!words?.every(isKnown)) return null;
  const codes = new OrgCodes(run.services.config.CODE_DIGITS);
  const hidden = words.map((word) =>
    /^\d+$/.test(word) ? word : unitCode(word, orgCode, variables, new Map(), codes),
  );
  return [...new Set(hidden.filter((code) => code !== null))];
}

function wordsIn(value: JsonValue): string[] | null {
  const listed = value === null ? [] : Array.isArray(value) ? value : [value];
  return listed.every((word) => typeof word === 'string') ? (listed as string[]) : null;
}

/** Who approves is found out by what is known of the organisations, and the applicant is no unit. */
const isKnown = (word: string) =>
  /^\d+$/.test(word) || (isUnitWord(word) && word !== 'approver' && word !== 'applicant');

/** A field that was not filled in is empty, and no unknown name. */
async function namesInForms({ services, tx }: Run, forms: Record<string, string>): Promise<string[]> {
  const read = await Promise.all(Object.values(forms).map((key) => readForm(services.pool, tx.client, key)));
  return read.flatMap(({ schema }) => namesIn(componentsOf(schema)));
}

function namesIn(components: Component[]): string[] {
  return components.flatMap((field) => {
    const [name] = pathOf(isKeyed(field) ? field.key : field.path);
    return name === undefined ? namesIn(componentsOf(field)) : [name];
  });
}
