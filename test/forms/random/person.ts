import { isDeepStrictEqual } from 'node:util';
import { buildExpressionContext, Form, type FormFieldRegistry } from '@bpmn-io/form-js-viewer';
import { filledIn } from '../../../admin-ui/src/forms/viewer/filled-in.ts';
import { OfficeFeel, OfficeTemplating } from '../../../admin-ui/src/forms/viewer/office-feel.ts';
import { ChineseValidator } from '../../../admin-ui/src/forms/viewer/validator.ts';
import type { JsonObject, JsonValue } from '../../../engine/core/keys.ts';
import type { Scope } from '../../../engine/forms/feel.ts';
import { isChoice, optionsOf } from '../../../engine/forms/options.ts';
import { isKeyed } from '../../../engine/forms/read-value.ts';
import { valueAt, type Component, type Path } from '../../../engine/forms/schema.ts';
import { atOnce } from './at-once.ts';

/** A component where it can be seen on the page. */
export interface Seen {
  id: string;
  valuePath: Path;
  indexes?: Record<string, number>;
  expressionContextInfo: Scope;
  field: Component;
}

interface State {
  data: JsonObject;
  initialData: JsonObject;
  errors: Record<string, unknown>;
  schema: JsonObject;
}

interface Insides {
  _getState(): State;
  _setState(state: Partial<State>): void;
  _update(update: { field: Component; fieldInstance: object; indexes?: object; value: JsonValue }): void;
  _getInitializedFieldData(data: JsonObject, options: object): JsonObject;
}

interface Feel {
  isExpression(text: unknown): boolean;
  evaluate(text: string, data: object): unknown;
  evaluateUnaryTest(text: string, data: object): boolean | null;
}

/** Uploads are the product's own: the value of a file field is the ids of what was stored. */
const StoredFiles = Object.assign(() => null, {
  config: {
    type: 'filepicker',
    keyed: true,
    label: 'File picker',
    group: 'basic-input',
    emptyValue: null,
    create: (options = {}) => ({ ...options }),
  },
});

class StoredFileFields {
  static readonly $inject = ['formFields'];
  constructor(formFields: { register(type: string, field: unknown): void }) {
    formFields.register('filepicker', StoredFiles);
  }
}

const modules = [
  {
    __init__: ['storedFiles'],
    storedFiles: ['type', StoredFileFields],
    expressionLanguage: ['type', OfficeFeel],
    templating: ['type', OfficeTemplating],
  },
];

/** Somebody in front of a form: what can be seen of it, and what can be done to it. Everything settles at once. */
export class Person {
  private readonly form: Form;
  private readonly container = document.createElement('div');
  /** Whether everything has come to rest since the last change. */
  isAtRest = true;

  private constructor() {
    document.body.append(this.container);
    let form: Form;
    atOnce(() => {
      form = new Form({ container: this.container, additionalModules: modules, debounce: false } as never);
    });
    this.form = form!;
  }

  static open(schema: JsonObject, data: JsonObject): Person {
    const person = new Person();
    let failure: unknown = null;
    atOnce(() => {
      person.form.importSchema(schema as never, data as never).catch((error: unknown) => (failure = error));
    });
    if (!person.state.schema) throw new Error(`Expected the form to open, but: ${String(failure)}`);
    person.settle();
    return person;
  }

  leave(): void {
    atOnce(() => this.form.destroy());
    this.container.remove();
  }

  get state(): State {
    return this.insides._getState();
  }

  private get insides(): Insides {
    return this.form as unknown as Insides;
  }

  get feel(): Feel {
    return this.form.get<Feel>('expressionLanguage');
  }

  /** Everything that can be seen, lists and groups too, in the order it came onto the page. */
  seen(): Seen[] {
    const fields = this.form.get<FormFieldRegistry>('formFieldRegistry') as { get(id: string): Component };
    const instances = this.form.get<{ getAll(): Seen[] }>('formFieldInstanceRegistry').getAll();
    return instances.map((instance) => ({ ...instance, field: fields.get(instance.id) }));
  }

  valueOf({ valuePath }: Seen): JsonValue {
    return valueAt(this.state.data, valuePath) ?? null;
  }

  /** By itself, or with a list around it: that hands nothing on that is done in its rows. */
  isLocked(one: Seen): boolean {
    return this.isLockedItself(one) || this.listsAround(one).some((list) => this.isLockedItself(list));
  }

  listsAround({ indexes = {}, valuePath }: Seen): Seen[] {
    const path = valuePath.join('.');
    return this.seen().filter(
      (list) => list.id in indexes && path.startsWith(`${list.valuePath.join('.')}.`),
    );
  }

  private isLockedItself({ field, expressionContextInfo }: Seen): boolean {
    if (field.disabled === true || field.readonly === true) return true;
    if (!this.feel.isExpression(field.readonly)) return false;
    const context = buildExpressionContext(expressionContextInfo as never);
    return this.feel.evaluateUnaryTest(String(field.readonly), context) === true;
  }

  /** A computed field, if it is one, holds what it would be now. */
  isWorkedOut(one: Seen): boolean {
    const { type, computeOn, expression } = one.field;
    if (type !== 'expression' || computeOn === 'presubmit') return true;
    const context = buildExpressionContext(one.expressionContextInfo as never);
    return isDeepStrictEqual(this.valueOf(one), this.feel.evaluate(String(expression), context) ?? null);
  }

  /** What a choice offers as things are. */
  offers({ field, expressionContextInfo }: Seen): JsonValue[] | undefined {
    if (!isChoice(field)) return undefined;
    return optionsOf(field, expressionContextInfo, this.state.initialData).map(({ value }) => value);
  }

  /** A choice, if it is one, could be made now, or is as it was at first. */
  isOffered(one: Seen): boolean {
    const value = this.valueOf(one);
    const initial = valueAt(this.state.initialData, one.valuePath) ?? null;
    const options = this.offers(one);
    if (!options || isDeepStrictEqual(value, initial)) return true;
    return [value ?? []].flat().every((chosen) => options.includes(chosen));
  }

  write({ field, indexes, ...instance }: Seen, value: JsonValue): void {
    atOnce(() =>
      this.insides._update({
        field,
        fieldInstance: { ...instance, indexes },
        ...(indexes && { indexes }),
        value,
      }),
    );
    this.settle();
  }

  addRow(list: Seen): void {
    const rows = this.valueOf(list) as JsonValue[] | null;
    const indexes = { ...list.indexes, [list.id]: rows?.length ?? 0 };
    const row = this.insides._getInitializedFieldData(this.state.data, { container: list.field, indexes });
    this.write(list, [...(rows ?? []), row]);
  }

  /** Puts values into fields that cannot be seen, or back into locked ones. */
  restore(data: JsonObject): void {
    atOnce(() => this.insides._setState({ data }));
    this.settle();
  }

  /** A computed field runs once for each change; until all have come to rest, something else is touched. */
  private settle(): void {
    for (let round = 0; round < 30; round += 1) {
      this.isAtRest = this.staysAsItIs();
      if (this.isAtRest) return;
    }
  }

  /** Also on the way: what comes back to where it was after a change is not at rest. */
  private staysAsItIs(): boolean {
    const before = JSON.stringify(this.state.data);
    let stays = true;
    const look = () => (stays &&= JSON.stringify(this.state.data) === before);
    this.form.on('changed', look);
    atOnce(() => {
      this.form.get<{ reset(): void }>('expressionLoopPreventer').reset();
      this.insides._setState({ data: JSON.parse(before) as JsonObject });
    });
    this.form.off('changed', look);
    return stays;
  }

  /** Presses the button: what form-js submits, what the page sends of it, and what form-js has against which field. */
  submit(): { data: JsonObject; sent: JsonObject; errors: Map<string, string[]> } {
    let result: { data: unknown; errors: Record<string, unknown> };
    const asked = this.seen().filter(({ field }) => isKeyed(field));
    // the page sends what is there; what is worked out on submission, the server works out
    const sent = plain(filledIn(this.form));
    atOnce(() => {
      result = this.form.submit() as never;
    });
    const errors = new Map<string, string[]>();
    for (const { id, indexes, valuePath } of asked) {
      const said = Object.values(indexes ?? {}).reduce<unknown>(
        (holder, index) => (holder as Record<number, unknown> | undefined)?.[index],
        result!.errors[id],
      );
      if (Array.isArray(said)) errors.set(valuePath.join('.'), said as string[]);
    }
    return { data: plain(result!.data), sent, errors };
  }

  /** What the product's own page says of each field. */
  pageErrors(): Map<string, string> {
    const validator = new ChineseValidator(
      this.feel as never,
      this.form.get('formFieldRegistry'),
      this.insides,
    );
    const said = new Map<string, string>();
    for (const one of this.seen()) {
      if (!isKeyed(one.field) || one.field.disabled) continue;
      const [message] = validator.validateFieldInstance(
        one as never,
        valueAt(this.state.data, one.valuePath),
      );
      if (message) said.set(one.valuePath.join('.'), message);
    }
    return said;
  }
}

function plain(data: unknown): JsonObject {
  return JSON.parse(JSON.stringify(data)) as JsonObject;
}
