import { bodyOf, extension, feelOf, textOf, type DiagramNode } from '../core/diagram.ts';
import type { Element, MultiInstance, StandardLoop } from '../core/model.ts';
import type { Report } from './report.ts';

/** How often an activity is done: once, once for each item of a list, or as long as a condition holds. */
export function readLoop(node: DiagramNode, report: Report): Pick<Element, 'multiInstance' | 'standardLoop'> {
  const loop = node.loopCharacteristics as DiagramNode | undefined;
  if (!loop) return { multiInstance: null, standardLoop: null };
  return loop.$type === 'bpmn:MultiInstanceLoopCharacteristics'
    ? { multiInstance: readMultiInstance(node.id ?? '', loop, report), standardLoop: null }
    : { multiInstance: null, standardLoop: readStandardLoop(node.id ?? '', loop, report) };
}

/** `bpmn:standardLoopCharacteristics`: a condition in FEEL, a maximum, or both. */
function readStandardLoop(id: string, loop: DiagramNode, report: Report): StandardLoop {
  const maximum = Number(loop.loopMaximum);
  const standard: StandardLoop = {
    testBefore: loop.testBefore === true,
    condition: feelOf(bodyOf(loop.loopCondition)),
    maximum: Number.isInteger(maximum) && maximum > 0 ? maximum : null,
  };
  if (standard.condition === null && standard.maximum === null) {
    report.error(
      id,
      'loop_endless',
      '循环没有说明何时停止。请填写循环条件（例如 =not(passed)）或最多循环次数。',
      `Expected loop '${id}' to have a loopCondition or a loopMaximum, but it has neither.`,
    );
  }
  return standard;
}

/** `bpmn:multiInstanceLoopCharacteristics` with its `zeebe:loopCharacteristics`, or plain `loopCardinality`. */
function readMultiInstance(id: string, loop: DiagramNode, report: Report): MultiInstance {
  const drawn = extension(loop, 'zeebe:LoopCharacteristics');
  const read = (name: string) => textOf(drawn?.[name]);
  const multi: MultiInstance = {
    sequential: loop.isSequential === true,
    inputCollection: feelOf(read('inputCollection')),
    cardinality: feelOf(bodyOf(loop.loopCardinality)),
    inputElement: read('inputElement'),
    outputCollection: read('outputCollection'),
    outputElement: feelOf(read('outputElement')),
    completionCondition: feelOf(bodyOf(loop.completionCondition)),
  };
  if (multi.inputCollection === null && multi.cardinality === null) {
    report.error(
      id,
      'collection_missing',
      '多实例没有说明对哪些人或事逐个办理。请填写“输入集合”，例如 =branches。',
      `Expected multi-instance '${id}' to have an inputCollection, but it has none.`,
    );
  }
  if ((multi.outputCollection === null) !== (multi.outputElement === null)) {
    report.error(
      id,
      'output_collection_half',
      '多实例的“输出集合”和“输出元素”要同时填写，或者都不填。',
      `Expected multi-instance '${id}' to have both outputCollection and outputElement or neither.`,
    );
  }
  return multi;
}
