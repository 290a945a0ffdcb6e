import { dateText, moneyText } from '../written.ts';
import { toJson } from './to-json.ts';

/** Beside those of FEEL itself: amounts and days as people read them. */
export const textFunctions = {
  moneyText: writer(moneyText),
  dateText: writer(dateText),
};

/** What cannot be written gives null, like any FEEL function. */
function writer(write: (value: unknown) => string): (value: unknown) => string | null {
  const call = (value: unknown) => write(toJson(value)) || null;
  return Object.assign(call, { $args: ['value'] });
}
