import { outcomes, serviceProperties, type PropertyValue, sendBackChoices } from '../bpmn/properties.ts';
import { nameOf } from '../bpmn/supported.ts';
import type { Element, Model } from '../core/model.ts';
import { errorAt, ofProperty, warningAt, type ServiceFinding } from './finding.ts';
import { nearest, orRather } from './nearest.ts';

/** Properties that the engine does not know, and values that are not what the property takes. */
export function lintProperties(model: Model): ServiceFinding[] {
  return Object.values(model.elements).flatMap((element) =>
    Object.entries(element.properties).flatMap(([key, text]) =>
      lintProperty(element, key, text).map((finding) => ofProperty(key, finding)),
    ),
  );
}

function lintProperty({ id, type }: Element, key: string, text: string): ServiceFinding[] {
  const known = serviceProperties[type] ?? [];
  const property = known.find((one) => one.key === key);
  if (property) return valueFaults(id, key, property.value, text);
  const keys = known.map((one) => one.key);
  const meant = nearest(key, keys);
  if (meant !== null) {
    return [
      errorAt(
        id,
        'property_misspelt',
        `没有“${key}”这个属性，是不是“${meant}”？写错的属性不起作用，请改正。`,
        `Expected a known property, but got '${key}'; perhaps '${meant}'.`,
      ),
    ];
  }
  return [
    warningAt(
      id,
      'property_unknown',
      `属性“${key}”${placeOf(key, type)}。请核对名称，或者删去。`,
      `Property '${key}' of '${id}' is not read by this engine.`,
    ),
  ];
}

function placeOf(key: string, type: string): string {
  const places = Object.keys(serviceProperties).filter((other) =>
    serviceProperties[other]!.some((one) => one.key === key),
  );
  if (places.length === 0) return '引擎不认识，不起作用';
  return `写在${nameOf(type)}上不起作用，它属于${places.map(nameOf).join('、')}`;
}

function valueFaults(id: string, key: string, value: PropertyValue, text: string): ServiceFinding[] {
  if (value === 'flag' && !['true', 'false'].includes(text)) {
    return [
      errorAt(
        id,
        'property_value',
        `属性 ${key} 写的是“${text}”，应写 true 或 false。`,
        `Expected '${key}' to be true or false, but got '${text}'.`,
      ),
    ];
  }
  if (value === 'sendBack' && !Object.hasOwn(sendBackChoices, text)) {
    return [
      errorAt(
        id,
        'property_value',
        `属性 ${key} 写的是“${text}”，应写 previous 或 any。`,
        `Expected '${key}' to be previous or any, but got '${text}'.`,
      ),
    ];
  }
  if (value === 'outcome' && !Object.hasOwn(outcomes, text)) {
    const all = Object.entries(outcomes).map(([code, words]) => `${code} ${words}`);
    return [
      errorAt(
        id,
        'property_value',
        `办理结果代码“${text}”不认识${orRather(text, Object.keys(outcomes))}。可用：${all.join('、')}。`,
        `Expected a known outcome, but got '${text}'.`,
      ),
    ];
  }
  return [];
}
