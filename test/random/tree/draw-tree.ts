import type { EventDrawing } from '../../support/event-drawing.ts';
import { escapeXml, process, type NodeOptions, type ProcessBuilder } from '../../support/process.ts';
import { decisionId } from './random-decisions.ts';
import { correlationVariable, conditionInFeel, numbers, sumInFeel } from './expressions.ts';
import {
  itemVariable,
  leadsOn,
  type Activity,
  type AdHoc,
  type Block,
  type Boundary,
  type Choice,
  type EventSub,
  type Listeners,
  type Loop,
  type ProcessTree,
  type Scope,
  type Split,
  type Thrown,
  type Trigger,
  type Work,
} from './tree.ts';

/** Every process of a tree as BPMN: itself first, then those it calls. */
export function drawTree(tree: ProcessTree): ProcessBuilder[] {
  const called: ProcessBuilder[] = [];
  const builder = process(tree.id, {
    name: tree.name,
    properties: { externalJobs: 'work, listen' },
    extensions: executionListeners(tree.listeners),
  });
  return [new Drawer(called).scope(builder, tree.body, null), ...called];
}

class Drawer {
  constructor(private readonly called: ProcessBuilder[]) {}

  scope(builder: ProcessBuilder, scope: Scope, trigger: EventSub | null): ProcessBuilder {
    if (trigger) {
      const { interrupting } = trigger;
      builder.startWith(scope.startId, eventOf(trigger.trigger), { interrupting });
    } else builder.start(scope.startId);
    this.parts(builder, scope.parts);
    if (leadsOn(scope.parts)) builder.end(scope.endId);
    for (const one of scope.events) {
      builder.eventSub(one.id, (inside) => this.scope(inside, one.body, one), { name: one.name });
    }
    return builder;
  }

  private parts(builder: ProcessBuilder, parts: Block[]): void {
    for (const part of parts) this.block(builder, part);
  }

  private block(builder: ProcessBuilder, part: Block): void {
    const { id, name } = part;
    switch (part.block) {
      case 'activity':
        return this.activity(builder, part);
      case 'catch':
        return void builder.catches(id, eventOf(part.trigger), { name });
      case 'throw': {
        const inputs = part.input ? { [part.input.name]: sumInFeel(part.input.value) } : {};
        if (part.thrown.throws === 'nothing')
          return void builder.node('intermediateThrowEvent', id, { name, inputs });
        return void builder.throws(id, thrownEvent(part.thrown), { name, inputs });
      }
      case 'link':
        builder.throws(id, { link: id }, { name }).from(null);
        return void builder.catches(part.catchId, { link: id }, { name });
      case 'split':
        return this.split(builder, part);
      case 'choice':
        return this.choice(builder, part);
      case 'stop':
        if (part.thrown.throws === 'nothing') return void builder.end(id, { name });
        return void builder.endWith(id, thrownEvent(part.thrown), { name });
    }
  }

  private activity(builder: ProcessBuilder, one: Activity): void {
    this.work(builder, one);
    if (one.undo) {
      const { id, name, work } = one.undo;
      builder.undo(id, one.id, { name, ...handlerOf(work) });
    }
    const cancel = one.work.do === 'transaction' && one.work.cancel ? [one.work.cancel] : [];
    const boundaries = [...one.boundaries, ...cancel];
    const back = boundaries.filter(({ leadsBack, path }) => leadsBack && leadsOn(path));
    for (const boundary of boundaries.filter((other) => !back.includes(other))) {
      this.boundary(builder, one.id, boundary);
      if (leadsOn(boundary.path)) builder.end(boundary.endId);
    }
    builder.from(one.id);
    if (back.length === 0) return;
    builder.exclusive(one.mergeId);
    for (const boundary of back) {
      this.boundary(builder, one.id, boundary);
      builder.to(one.mergeId);
    }
  }

  private boundary(builder: ProcessBuilder, host: string, boundary: Boundary): void {
    const { id, name, trigger, interrupting, path } = boundary;
    builder.on(id, host, eventOf(trigger), { name, interrupting });
    this.parts(builder, path);
  }

  private work(builder: ProcessBuilder, { id, name, work, loop, listeners, input, output }: Activity): void {
    const options: NodeOptions = {
      name,
      extensions: executionListeners(listeners),
      inputs: input ? { [input.name]: sumInFeel(input.value) } : {},
      outputs: output ? { [output.name]: sumInFeel(output.value) } : {},
      ...loopOf(loop),
    };
    switch (work.do) {
      case 'user':
        return void builder.userTask(id, {
          ...options,
          extensions: `<zeebe:assignmentDefinition candidateGroups="01020304" />${options.extensions}`,
        });
      case 'job':
        return void builder.serviceTask(id, 'work', options);
      case 'manual':
        return void builder.node('manualTask', id, options);
      case 'none':
        return void builder.node('task', id, options);
      case 'script':
        return void builder.node('scriptTask', id, {
          ...options,
          extensions: script(work.result) + options.extensions,
        });
      case 'rule':
        return void builder.node('businessRuleTask', id, {
          ...options,
          extensions: rule(work) + options.extensions,
        });
      case 'receive':
        return void builder.receive(id, {
          ...options,
          message: work.message,
          key: `= ${correlationVariable}`,
        });
      case 'send':
        return void builder.send(id, { ...options, message: work.message, key: `= ${correlationVariable}` });
      case 'sub':
        return void builder.sub(id, (inside) => this.scope(inside, work.body, null), options);
      case 'transaction':
        return void builder.transaction(id, (inside) => this.scope(inside, work.body, null), options);
      case 'adHoc':
        return this.adHoc(builder, id, work, options);
      case 'call':
        return this.call(builder, id, work, options);
    }
  }

  private adHoc(builder: ProcessBuilder, id: string, work: AdHoc, options: NodeOptions): void {
    const heads = work.flows.map((flow) => flow[0]!.id);
    const active = work.active?.map((place) => `"${heads[place]}"`).join(', ');
    builder.adHoc(
      id,
      (inside) => {
        for (const flow of work.flows) this.parts(inside.from(null), flow);
        return inside;
      },
      {
        ...options,
        ...(active === undefined ? {} : { active: `= [${active}]` }),
        ...(work.until ? { until: conditionInFeel(work.until) } : {}),
        attributes: {
          ordering: work.sequential ? 'Sequential' : 'Parallel',
          cancelRemainingInstances: String(work.cancelRemaining),
        },
      },
    );
  }

  private call(
    builder: ProcessBuilder,
    id: string,
    { called, everythingIn, everythingOut }: Extract<Work, { do: 'call' }>,
    options: NodeOptions,
  ): void {
    this.called.push(...drawTree(called));
    // a process that is not handed everything still gets what its expressions read
    const handed = everythingIn ? [] : [...numbers, correlationVariable].map((name) => [name, `= ${name}`]);
    const calledElement =
      `<zeebe:calledElement processId="${called.id}" ` +
      `propagateAllParentVariables="${everythingIn}" propagateAllChildVariables="${everythingOut}" />`;
    builder.node('callActivity', id, {
      ...options,
      inputs: { ...Object.fromEntries(handed), ...options.inputs },
      extensions: calledElement + options.extensions,
    });
  }

  private split(
    builder: ProcessBuilder,
    { id, name, gateway, joinId, branches, enough, strict }: Split,
  ): void {
    const kind = `${gateway}Gateway`;
    builder.node(kind, id, { name });
    let joined = false;
    for (const { when, parts } of branches) {
      builder.from(id);
      if (when) builder.when(conditionInFeel(when));
      else if (!strict && (gateway === 'exclusive' || gateway === 'inclusive')) builder.otherwise();
      this.parts(builder, parts);
      if (!leadsOn(parts)) continue;
      if (joined) builder.to(joinId);
      else if (gateway === 'complex') builder.complex(joinId, `= activationCount >= ${enough}`);
      else builder.node(kind, joinId);
      joined = true;
    }
    if (joined) builder.from(joinId);
  }

  private choice(builder: ProcessBuilder, { id, name, mergeId, branches }: Choice): void {
    builder.node('eventBasedGateway', id, { name });
    let joined = false;
    for (const branch of branches) {
      builder.from(id);
      if (branch.receives && branch.trigger.on === 'message') {
        const { message } = branch.trigger;
        builder.receive(branch.id, { name: branch.name, message, key: `= ${correlationVariable}` });
      } else builder.catches(branch.id, eventOf(branch.trigger), { name: branch.name });
      this.parts(builder, branch.parts);
      if (!leadsOn(branch.parts)) continue;
      if (joined) builder.to(mergeId);
      else builder.exclusive(mergeId);
      joined = true;
    }
    if (joined) builder.from(mergeId);
  }
}

function handlerOf(work: NonNullable<Activity['undo']>['work']): NodeOptions & { type: string } {
  switch (work.do) {
    case 'user':
      return { type: 'userTask', extensions: '<zeebe:assignmentDefinition candidateGroups="01020304" />' };
    case 'job':
      return { type: 'serviceTask', extensions: `<zeebe:taskDefinition type="work" />` };
    case 'manual':
      return { type: 'manualTask' };
    case 'script':
      return { type: 'scriptTask', extensions: script(work.result) };
  }
}

function eventOf(trigger: Trigger): EventDrawing {
  switch (trigger.on) {
    case 'message':
      return { message: trigger.message, key: `= ${correlationVariable}` };
    case 'timer':
      return trigger.rounds === undefined
        ? { duration: `PT${trigger.hours}H` }
        : { cycle: `R${trigger.rounds ?? ''}/PT${trigger.hours}H` };
    case 'signal':
      return { signal: trigger.signal };
    case 'condition':
      return { condition: conditionInFeel(trigger.when) };
    case 'error':
      return { error: trigger.code };
    case 'escalation':
      return { escalation: trigger.code };
    case 'compensation':
      return { compensate: null };
    case 'cancel':
      return { cancel: true };
  }
}

function thrownEvent(thrown: Exclude<Thrown, { throws: 'nothing' }>): EventDrawing {
  switch (thrown.throws) {
    case 'message':
      return { message: thrown.message, key: `= ${correlationVariable}` };
    case 'signal':
      return { signal: thrown.signal };
    case 'escalation':
      return { escalation: thrown.code };
    case 'error':
      return { error: thrown.code };
    case 'compensation':
      return { compensate: thrown.of };
    case 'terminate':
      return { terminate: true };
    case 'cancel':
      return { cancel: true };
  }
}

function loopOf(loop: Loop | null): Pick<NodeOptions, 'multi' | 'loop'> {
  if (!loop) return {};
  if (loop.kind === 'standard') {
    const { testBefore, maximum, again } = loop;
    return { loop: { testBefore, maximum, ...(again ? { while: conditionInFeel(again) } : {}) } };
  }
  const { sequential, over, collect, until } = loop;
  const rounds = Array.isArray(over)
    ? { collection: `= [${over.join(', ')}]`, element: itemVariable }
    : { cardinality: `= ${over.countedBy}` };
  const collected = collect
    ? { outputCollection: collect.name, outputElement: sumInFeel(collect.value) }
    : {};
  const enough =
    until === null
      ? {}
      : 'completed' in until
        ? { until: `= numberOfCompletedInstances >= ${until.completed}` }
        : { until: conditionInFeel(until) };
  return { multi: { sequential, ...rounds, ...collected, ...enough } };
}

function script({ name, value }: { name: string; value: Parameters<typeof sumInFeel>[0] }): string {
  return `<zeebe:script expression="${escapeXml(sumInFeel(value))}" resultVariable="${name}" />`;
}

function rule({ result: { name, value }, fails }: Extract<Work, { do: 'rule' }>): string {
  return `<zeebe:calledDecision decisionId="${decisionId(value.of!, value.plus, fails)}" resultVariable="${name}" />`;
}

function executionListeners({ start, end }: Listeners): string {
  const one = (event: string) => `<zeebe:executionListener eventType="${event}" type="listen" />`;
  const drawn = one('start').repeat(start) + one('end').repeat(end);
  return drawn && `<zeebe:executionListeners>${drawn}</zeebe:executionListeners>`;
}
