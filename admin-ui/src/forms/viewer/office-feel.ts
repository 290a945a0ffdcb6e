import { FeelersTemplating, FeelExpressionLanguage } from '@bpmn-io/form-js-viewer';
import { dateText, moneyText } from '../../../../engine/core/written.ts';
import { isTrue, valueOf } from '../../../../engine/forms/feel.ts';
import type { JsonObject } from '../../../../engine/core/keys.ts';
import { officeNow, session } from '../../api/session.ts';

type Values = Record<string, unknown>;

/** FEEL as the server reads it, by the server's own reader: a form must not be one thing here and another there. */
export class OfficeFeel extends FeelExpressionLanguage {
  override evaluate(expression: string, data: Values = {}): unknown {
    return this.isExpression(expression) ? valueOf(expression, data as JsonObject, officeMoment()) : null;
  }

  override evaluateUnaryTest(expression: string, data: Values = {}): boolean | null {
    return this.isExpression(expression) ? isTrue(expression, data as JsonObject, officeMoment()) : null;
  }

  /** A value in the form that templates have it in. */
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

/** The office's day, not the device's, and what its clock says. */
function officeMoment(): Date {
  return new Date(`${session.system.today}T${officeClock.format(officeNow())}+08:00`);
}

const officeClock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' });

/** FEEL calls functions by the names of their arguments. */
function withArguments<T extends (...values: never[]) => unknown>(names: string[], call: T): T {
  return Object.assign(call, { $args: names });
}
