import type { JsonObject, JsonValue } from '../../../engine/core/keys.ts';
import type { Component } from '../../../engine/forms/schema.ts';
import type { Dice } from './dice.ts';
import { computation, condition, groupsAt, offer, reference, type Named, type Place } from './draw-feel.ts';
import { valueFor } from './draw-values.ts';

const FIELDS = [
  'textfield',
  'number',
  'checkbox',
  'radio',
  'textarea',
  'select',
  'checklist',
  'taglist',
  'datetime',
  'expression',
  'filepicker',
];
const SHOWN = ['text', 'separator', 'spacer', 'html', 'image', 'table', 'button'];

/** A form-js schema with everything a designer can draw, fields that depend on each other first of all. */
export function drawForm(dice: Dice): JsonObject {
  const named: Named[] = [];
  let count = 0;
  const components = drawAll(1 + dice.below(7), { groups: [], rows: [], depth: 0 });
  for (const one of named) decorate(dice, one, named);
  return { type: 'default', id: 'form', schemaVersion: 19, components: components as never };

  function drawAll(size: number, place: Place): Component[] {
    return Array.from({ length: size }, () => drawOne(place));
  }

  function drawOne(place: Place): Component {
    const kind = dice.below(20);
    if (kind >= 18 && place.depth < 3) return drawList(place);
    if (kind >= 16 && place.depth < 3) return drawGroup(place);
    if (kind === 15) return drawShown();
    return drawField(place);
  }

  function drawField(place: Place): Component {
    const type = dice.pick(FIELDS);
    const name = nextName();
    const key = dice.chance(10) ? `o${name}.${name}` : name;
    const component: Component = { id: `f_${count}`, type, key, label: `标签${name}` };
    named.push({ component, place, path: [...groupsAt(place), ...key.split('.')] });
    return component;
  }

  function drawShown(): Component {
    count += 1;
    const type = dice.pick(SHOWN);
    return { id: `s_${count}`, type, ...(type === 'text' ? { text: '# 说明 {{limit}}' } : {}) };
  }

  function drawGroup(place: Place): Component {
    const name = nextName();
    const path = dice.chance(50) ? `g${name}` : undefined;
    const component: Component = { id: `g_${count}`, type: 'group', label: '=1 +', ...(path && { path }) };
    named.push({ component, place, path: [] });
    component.components = drawAll(1 + dice.below(3), within(place, path ? [path] : []));
    return component;
  }

  function drawList(place: Place): Component {
    const path = `l${nextName()}`;
    const component: Component = {
      id: `l_${count}`,
      type: 'dynamiclist',
      path,
      label: '列表',
      isRepeating: true,
      allowAddRemove: !dice.chance(25),
      defaultRepetitions: dice.below(3),
    };
    named.push({ component, place, path: [...groupsAt(place), path] });
    component.components = drawAll(1 + dice.below(3), {
      groups: place.groups,
      rows: [...place.rows, { list: path, groups: [] }],
      depth: place.depth + 1,
    });
    return component;
  }

  /** Keys in the languages that people name things in. */
  function nextName(): string {
    count += 1;
    return `${dice.pick(['a', '项', 'note', '金额'])}${count}`;
  }
}

function within({ groups, rows, depth }: Place, path: string[]): Place {
  const row = rows.at(-1);
  if (!row) return { groups: [...groups, ...path], rows, depth: depth + 1 };
  return {
    groups,
    rows: [...rows.slice(0, -1), { ...row, groups: [...row.groups, ...path] }],
    depth: depth + 1,
  };
}

function decorate(dice: Dice, one: Named, named: Named[]): void {
  const { component } = one;
  const { type } = component;
  if (dice.chance(22)) component.conditional = { hide: condition(dice, one, named) };
  if (type === 'group') return;
  if (type === 'dynamiclist') {
    if (dice.chance(10)) component.readonly = dice.chance(50) ? condition(dice, one, named) : true;
    return;
  }
  if (type === 'expression') {
    component.expression = computation(dice, one, named);
    component.computeOn = dice.chance(20) ? 'presubmit' : 'change';
    return;
  }
  ownProperties(dice, one, named);
  if (dice.chance(12)) component.readonly = dice.chance(50) ? condition(dice, one, named) : true;
  if (dice.chance(6)) component.disabled = true;
  if (dice.chance(20) && !['filepicker', 'datetime'].includes(type)) {
    const value = defaultFor(dice, component);
    if (value !== null) component.defaultValue = value;
  }
  const limits = limitsFor(dice, one, named);
  if (Object.keys(limits).length > 0) component.validate = limits as Component['validate'];
}

function ownProperties(dice: Dice, one: Named, named: Named[]): void {
  const { component } = one;
  switch (component.type) {
    case 'number':
      if (dice.chance(40)) component.decimalDigits = dice.below(4);
      if (dice.chance(20)) component.increment = dice.pick(['5', '0.5', '3']);
      if (dice.chance(40)) component.serializeToString = true;
      return;
    case 'datetime':
      component.subtype = dice.pick(['date', 'time', 'datetime'] as const);
      component.dateLabel = '日期';
      component.timeLabel = '时间';
      delete component.label;
      Object.assign(component, { timeSerializingFormat: 'no_timezone', timeInterval: 15, use24h: true });
      return;
    case 'filepicker':
      if (dice.chance(50)) component.multiple = dice.chance(30) ? '=true' : true;
      return;
    case 'radio':
    case 'select':
    case 'checklist':
    case 'taglist':
      Object.assign(component, offer(dice, one, named));
      return;
    default:
      return;
  }
}

/** A default that the field itself would take. */
function defaultFor(dice: Dice, component: Component): JsonValue {
  if (component.valuesKey || component.valuesExpression) return null;
  return valueFor(dice, component);
}

function limitsFor(dice: Dice, one: Named, named: Named[]): JsonObject {
  const limits: JsonObject = {};
  const { type } = one.component;
  const number = () =>
    dice.chance(30) ? `=${reference(dice, one, named, 'number') ?? 'limit'}` : dice.below(12);
  if (dice.chance(40)) limits.required = true;
  if (type === 'number') {
    if (dice.chance(30)) limits.min = number();
    if (dice.chance(30)) limits.max = number();
  }
  if (type === 'textfield' || type === 'textarea') {
    if (dice.chance(20)) limits.minLength = number();
    if (dice.chance(20)) limits.maxLength = number();
  }
  if (type === 'textfield') {
    if (dice.chance(15)) limits.pattern = dice.pick(['^[A-Z]{2}$', '^\\d+$', '甲', '\\p{L}']);
    if (dice.chance(15)) limits.validationType = dice.pick(['email', 'phone']);
  }
  return limits;
}
