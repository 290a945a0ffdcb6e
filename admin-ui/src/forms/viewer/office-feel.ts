import { FeelersTemplating, FeelExpressionLanguage } from '@bpmn-io/form-js-viewer';
import { dateText, moneyText } from '../../../../engine/core/written.ts';
import { officeNow, session } from '../../api/session.ts';

type Values = Record<string, unknown>;

/**
 * FEEL as the server reads it: it counts days from the office's today, not from the device's, and writes amounts and
 * days as they are written everywhere.
 */
export class OfficeFeel extends FeelExpressionLanguage {
  override evaluate(expression: string, data: Values = {}): unknown {
    return super.evaluate(expression, { ...functionsOf(this), ...data }) as unknown;
  }

  override evaluateUnaryTest(expression: string, data: Values = {}): boolean | null {
    return super.evaluateUnaryTest(expression, { ...functionsOf(this), ...data });
  }

  /** A value of FEEL from its text. */
  plain(expression: string, data: Values = {}): unknown {
    return super.evaluate(expression, data) as unknown;
  }
}

export class OfficeTemplating extends FeelersTemplating {
  static override readonly $inject = ['expressionLanguage'];

  constructor(private readonly feel: OfficeFeel) {
    super();
  }

  override evaluate(template: string, context: Values = {}, options = {}): string {
    return super.evaluate(template, { ...functionsOf(this.feel), ...context }, options);
  }
}

function functionsOf(feel: OfficeFeel): Values {
  const written = (write: (value: unknown) => string) => (value: unknown) =>
    write(typeof value === 'object' && value !== null ? feel.plain('=string(value)', { value }) : value);
  return {
    today: withArguments([], () => feel.plain(`=date("${session.system.today}")`)),
    now: withArguments([], () => feel.plain(`=date and time("${officeNow().toISOString()}")`)),
    moneyText: withArguments(['value'], written(moneyText)),
    dateText: withArguments(['value'], written(dateText)),
  };
}

/** FEEL calls functions by the names of their arguments. */
function withArguments<T extends (...values: never[]) => unknown>(names: string[], call: T): T {
  return Object.assign(call, { $args: names });
}
