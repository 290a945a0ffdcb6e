import { bodyOf, extension, feelOf, textOf, type DiagramNode } from '../core/diagram.ts';
import type { MultiInstance } from '../core/model.ts';
import type { Report } from './report.ts';

/** `bpmn:multiInstanceLoopCharacteristics` with its `zeebe:loopCharacteristics`, or plain `loopCardinality`. */
export function readMultiInstance(node: DiagramNode, report: Report): MultiInstance | null {
  const loop = node.loopCharacteristics as DiagramNode | undefined;
  if (!loop) return null;
  const id = node.id ?? '';
  if (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics') {
    report.refuse(id, '循环任务', 'standard loop', '请改用多实例，或用网关连回去');
    return null;
  }
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
