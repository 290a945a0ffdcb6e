import { evaluateFeel } from '../core/feel.ts';
import { isFailure } from '../core/failure.ts';
import type { JsonObject } from '../core/keys.ts';
import { createProblem } from '../errors.ts';
import type { MemberActor } from '../policy/actor.ts';
import { servicesOnOffer } from '../registers/catalogue/services-on-offer.ts';
import type { Services } from '../services.ts';
import { startCase, type CaseStarted } from './start-case.ts';

const noService = createProblem('no_service', 404, '目前没有开通意见建议，请直接联系所在支部。');

/**
 * The line 对党组织意见建议 of the member's own sheet (S6, V6): starts the service whose process property
 * `suggestionForm` says, as FEEL over `text`, how its start form is filled in.
 * @throws `no_service`, and what `startCase` throws
 */
export async function submitSuggestion(
  services: Services,
  actor: MemberActor,
  text: string,
): Promise<CaseStarted> {
  const offered = await servicesOnOffer(services.db);
  const service = offered.find(({ properties }) => properties.suggestionForm);
  if (!service) throw noService();
  const filled = evaluateFeel(service.properties.suggestionForm!, { text }, { now: services.clock.now() });
  if (isFailure(filled))
    throw new Error(`Expected suggestionForm of ${service.processId} to work out, but it does not.`);
  return startCase(services, actor, { processId: service.processId, data: filled.value as JsonObject });
}
