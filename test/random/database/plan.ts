import type { Key } from '../../../engine/core/keys.ts';
import type { Chooser, Option } from '../options.ts';
import type { Happening, Stimulus } from '../stimulus.ts';
import { dueTimers, receiversOf, type Command } from './commands.ts';
import type { Rows } from './see-database.ts';

/** A command, and what it does: one of these, when more than one is allowed. */
export interface Plan {
  command: Command;
  stimuli: Stimulus[];
}

/**
 * What somebody sends to do what the option says. Messages, signals and timers cannot be aimed: they reach everybody who
 * waits for them, and of timers all that are due.
 */
export function planOf(
  { stimulus, trigger, instanceKey }: Option,
  rows: Rows,
  chooser: Chooser,
  fences: ReadonlyMap<Key, number[]>,
): (now: Date) => Plan {
  const one = (command: Command, does: Stimulus = stimulus) => ({ command, stimuli: [does] });
  const plan = (): Plan | null => {
    switch (trigger.type) {
      case 'userTaskCompleted':
        return one({ does: 'complete task', taskKey: trigger.userTaskKey, variables: trigger.variables });
      case 'jobCompleted':
        return one({ does: 'complete job', ...handle(trigger.jobKey), variables: trigger.variables });
      case 'jobFailed':
        return one({ does: 'fail job', ...handle(trigger.jobKey) });
      case 'jobErrorThrown': {
        const { jobKey, errorCode: code, variables } = trigger;
        return one({ does: 'throw error', ...handle(jobKey), code, variables });
      }
      case 'messageCorrelated':
        return message(trigger.subscriptionKey);
      case 'signalReceived':
        return signal(trigger.subscriptionKey);
      case 'incidentResolved': {
        if (stimulus.does !== 'resolve') return null;
        // a job that was given up is offered again; whatever else stopped is done anew
        const goesOn = stimulus.code === 'job_failed';
        return one(
          { does: 'retry', incidentKey: trigger.incidentKey },
          { ...stimulus, variables: {}, goesOn },
        );
      }
      case 'elementsActivated': {
        const { elementInstanceKey, elements, cancelRemaining = false } = trigger;
        return one({ does: 'choose', instanceKey, elementInstanceKey, elements, cancelRemaining });
      }
      case 'variablesChanged': {
        const { scopeKey, variables, local } = trigger;
        return one({ does: 'set variables', instanceKey, scopeKey, variables, local });
      }
      default:
        return null;
    }
  };
  if (trigger.type === 'timerFired') return (now) => timers(now);
  const planned = plan();
  if (!planned) throw new Error(`Expected a command for '${trigger.type}', but there is none.`);
  return () => planned;

  /** Workers name the activation they have it by, others the job alone. */
  function handle(jobKey: Key): { jobKey: Key; fence?: number } {
    const fence = fences.get(jobKey)?.at(-1);
    return fence === undefined || chooser.next(2) === 0 ? { jobKey } : { jobKey, fence };
  }

  function message(subscriptionKey: Key): Plan {
    const { name, correlationKey } = rows.subscriptions.find(({ key }) => key === subscriptionKey)!;
    const sent = { name, correlationKey, variables: brought() };
    const choices = oneOfEach(receiversOf(sent, rows));
    const stimuli = choices.map((all) => together(all.map((one) => ({ ...one, on: 'message' as const }))));
    const published = chooser.next(3) === 0;
    const messageId = `message ${rows.messages.length}`;
    return {
      command: published ? { does: 'publish', ...sent, messageId } : { does: 'correlate', ...sent },
      stimuli,
    };
  }

  function signal(subscriptionKey: Key): Plan {
    const { name } = rows.signals.find(({ key }) => key === subscriptionKey)!;
    const all = rows.signals.filter((other) => other.name === name);
    const stimuli = [together(all.map((other) => ({ ...other, on: 'signal' as const })))];
    return { command: { does: 'broadcast', name, variables: brought() }, stimuli };
  }

  function timers(now: Date): Plan {
    const happenings = dueTimers(rows, now).map(({ key, at }) => ({
      key,
      at,
      on: 'timer' as const,
      variables: {},
    }));
    return { command: { does: 'fire timers' }, stimuli: [{ does: 'happen together', happenings }] };
  }

  function brought() {
    return 'variables' in stimulus ? stimulus.variables : {};
  }

  function together(waits: { elementKey: Key; at: string; on: Happening['on'] }[]): Stimulus {
    const happenings = waits.map(({ elementKey: key, at, on }) => ({ key, at, on, variables: brought() }));
    return { does: 'happen together', happenings };
  }
}

function oneOfEach<T>(lists: T[][]): T[][] {
  return lists.reduce<T[][]>((all, list) => all.flatMap((some) => list.map((one) => [...some, one])), [[]]);
}
