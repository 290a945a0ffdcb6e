import { behaviours, definitions } from '../core/registry.ts';

/**
 * Every BPMN element a diagram can hold, by what people call it. Whether it is executed is not written here but asked
 * of the registry: an element with a behaviour is executed, every other one is refused by its name from this table.
 */
const elementNames: Record<string, string> = {
  adHocSubProcess: '临时子流程',
  boundaryEvent: '边界事件',
  businessRuleTask: '业务规则任务',
  callActivity: '调用活动',
  callChoreography: '调用编排',
  choreographyTask: '编排任务',
  complexGateway: '复杂网关',
  endEvent: '结束事件',
  eventBasedGateway: '事件网关',
  eventSubProcess: '事件子流程',
  exclusiveGateway: '排他网关',
  implicitThrowEvent: '隐式抛出事件',
  inclusiveGateway: '包容网关',
  intermediateCatchEvent: '中间捕获事件',
  intermediateThrowEvent: '中间抛出事件',
  manualTask: '手工任务',
  parallelGateway: '并行网关',
  process: '流程',
  receiveTask: '接收任务',
  scriptTask: '脚本任务',
  sendTask: '发送任务',
  serviceTask: '服务任务',
  startEvent: '开始事件',
  subChoreography: '子编排',
  subProcess: '子流程',
  task: '任务',
  transaction: '事务子流程',
  userTask: '用户任务',
};

const eventNames: Record<string, string> = {
  cancel: '取消',
  compensate: '补偿',
  conditional: '条件',
  error: '错误',
  escalation: '升级',
  link: '链接',
  message: '消息',
  signal: '信号',
  terminate: '终止',
  timer: '定时',
};

/** Drawn for people; the token never meets them. */
const drawnOnly = new Set(['dataObject', 'dataObjectReference', 'dataStoreReference']);

/** `zeebe:` extensions that ask for something this engine does not do. */
export const refusedExtensions: Record<string, string> = {
  'zeebe:AgentDefinition': '智能体定义',
  'zeebe:ConditionalFilter': '条件过滤',
  'zeebe:LinkedResources': '关联资源',
  'zeebe:UserTaskForm': '内嵌表单',
};

const executedElements = new Map(behaviours.map((one) => [one.type, one]));
const executedEvents = new Map(definitions.map((one) => [one.type, one]));

export function executedElement(type: string) {
  return executedElements.get(type);
}

export function executedEvent(type: string) {
  return executedEvents.get(type);
}

export function isDrawnOnly(type: string): boolean {
  return drawnOnly.has(type);
}

export function nameOf(type: string): string {
  return elementNames[type] ?? type;
}

export function eventNameOf(type: string): string {
  return eventNames[type] ?? type;
}

export interface SupportedElement {
  type: string;
  name: string;
  executed: boolean;
  /** May begin a process, besides start events. */
  instantiates: boolean;
  /** What an event catches or throws, rather than an element. */
  isEvent: boolean;
}

/** The table as documentation and the studio show it. */
export function supportedElements(): SupportedElement[] {
  const elements = Object.entries(elementNames).map(([type, name]) => ({
    type,
    name,
    executed: executedElements.has(type),
    instantiates: executedElements.get(type)?.instantiates === true,
    isEvent: false,
  }));
  const events = Object.entries(eventNames).map(([type, name]) => ({
    type,
    name,
    executed: executedEvents.has(type),
    instantiates: false,
    isEvent: true,
  }));
  return [...elements, ...events];
}
