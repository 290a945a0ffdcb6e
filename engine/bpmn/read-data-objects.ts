import { textOf, type DiagramNode } from '../core/diagram.ts';
import { typeOf } from './type-of.ts';

/** What FEEL can name: letters, digits and `_`, Chinese included. */
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * Names of the data objects of a scope (10.4.1). Modelers write the name on the reference that is drawn; one that FEEL
 * cannot name is drawn for people only.
 */
export function dataObjectsOf(scope: DiagramNode): string[] {
  const drawn = (scope.flowElements ?? []) as DiagramNode[];
  const objects = drawn.filter((one) => typeOf(one) === 'dataObject');
  const references = drawn.filter((one) => typeOf(one) === 'dataObjectReference');
  const drawnAs = new Map(references.toReversed().map((one) => [one.dataObjectRef, one]));
  const names = objects.map((object) => textOf(object.name) ?? textOf(drawnAs.get(object)?.name) ?? '');
  return [...new Set(names.filter((name) => NAME.test(name)))];
}
