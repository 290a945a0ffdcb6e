import type { Effect } from './effects.ts';
import type { Env } from './env.ts';
import type { Event } from './events.ts';
import { isFailure, type Failure } from './failure.ts';
import { evaluateFeel } from './feel.ts';
import type { ElementInstance, Instance, ElementMemory } from './instance.ts';
import type { JsonObject, JsonValue, Key } from './keys.ts';
import { elementOf, type Element, type Model } from './model.ts';
import { visibleVariables } from './variables.ts';

/** A token on its way into an element. */
export interface Entry {
  elementId: string;
  scopeKey: Key;
  /** The sequence flow it came by; null for starts, boundary events and rounds. */
  flowId: string | null;
  /** What an event that has already happened brought along: the element completes at once with these variables. */
  caught?: JsonObject;
  /** Variables and memory it begins with. */
  locals?: JsonObject;
  data?: ElementMemory;
  /** One round of a multi-instance body. */
  round?: { index: number; item: JsonValue };
}

/**
 * One step in progress: the instance being changed, what has happened so far, and the tokens still on their way.
 * Copies on write, so that the instance handed to `step` stays as it was and untouched parts are shared.
 */
export class Run {
  readonly instance: Instance;
  readonly events: Event[] = [];
  readonly effects: Effect[] = [];
  readonly queue: Entry[] = [];
  /** Scopes in which something has ended since they were last looked at. */
  readonly ended = new Set<Key>();
  /** Scopes that lost a token in this step and may have finished. */
  readonly emptied = new Set<Key>();
  /** Elements entered so far, and in each scope; rounds do not count, their number is limited anyway. */
  entered = 0;
  readonly enteredIn = new Map<Key, number>();
  /** How many events of this step had happened when conditions were last looked at. */
  conditionsSeen = 0;
  private readonly owned = new Set<Key>();
  private index: Map<Key, Set<Key>> | null = null;

  constructor(
    readonly model: Model,
    instance: Instance,
    readonly env: Env,
  ) {
    this.instance = {
      ...instance,
      elements: { ...instance.elements },
      joins: { ...instance.joins },
      incidents: { ...instance.incidents },
    };
  }

  emit(event: Event): void {
    this.events.push(event);
  }

  /** The live element instance, to read. Undefined once it has ended. */
  find(key: Key): ElementInstance | undefined {
    return this.instance.elements[key];
  }

  get(key: Key): ElementInstance {
    const found = this.find(key);
    if (!found) throw new Error(`Expected element instance ${key} to be alive, but it is not.`);
    return found;
  }

  /** The live element instance, to change. */
  edit(key: Key): ElementInstance {
    const found = this.get(key);
    if (this.owned.has(key)) return found;
    const copy = {
      ...found,
      waits: [...found.waits],
      data: { ...found.data },
    };
    if (found.loop) copy.loop = { ...found.loop };
    this.owned.add(key);
    return (this.instance.elements[key] = copy);
  }

  elementAt(key: Key): Element {
    return elementOf(this.model, this.get(key).elementId);
  }

  add(element: ElementInstance): void {
    this.instance.elements[element.key] = element;
    this.owned.add(element.key);
    if (element.parentKey !== null) this.childrenIndex().get(element.parentKey)?.add(element.key);
    this.childrenIndex().set(element.key, new Set());
  }

  remove(key: Key): void {
    const { parentKey } = this.get(key);
    if (parentKey !== null) {
      this.childrenIndex().get(parentKey)?.delete(key);
      this.emptied.add(parentKey);
      this.ended.add(parentKey);
    }
    delete this.instance.elements[key];
  }

  /** Puts an element instance into another scope. */
  move(key: Key, scopeKey: Key): void {
    const { parentKey } = this.get(key);
    if (parentKey !== null) this.childrenIndex().get(parentKey)?.delete(key);
    this.edit(key).parentKey = scopeKey;
    this.childrenIndex().get(scopeKey)?.add(key);
  }

  childrenOf(key: Key): Key[] {
    return [...(this.childrenIndex().get(key) ?? [])];
  }

  /** Evaluates FEEL in the scope of an element instance. */
  evaluate(expression: string, scopeKey: Key, extra?: JsonObject): JsonValue | Failure {
    const visible = visibleVariables(this.instance, scopeKey);
    const result = evaluateFeel(expression, extra ? { ...visible, ...extra } : visible, {
      now: this.env.now,
    });
    return isFailure(result) ? result : result.value;
  }

  /** `=…` is evaluated, any other text stands for itself. */
  resolve(text: string, scopeKey: Key): JsonValue | Failure {
    return text.startsWith('=') ? this.evaluate(text, scopeKey) : text;
  }

  private childrenIndex(): Map<Key, Set<Key>> {
    if (this.index) return this.index;
    this.index = new Map(Object.keys(this.instance.elements).map((key) => [key, new Set()]));
    for (const { key, parentKey } of Object.values(this.instance.elements)) {
      if (parentKey !== null) this.index.get(parentKey)?.add(key);
    }
    return this.index;
  }
}
