import type { Clock } from '../../lib/identity.ts'
import { TemplateError } from '../../lib/liquid-template.ts'
import { type Attempt, type Deliver, type Message, unsentAttempt } from './deliver.ts'
import type { Body } from './delivery-body.ts'
import type { Lane } from './lane.ts'

/** Makes an attempt with a body that is made for it; a template that fails is an attempt too, one that sent nothing. */
export const attempter =
  (deliver: Deliver, clock: Clock) =>
  (lane: Lane, of: Pick<Message, 'eventId' | 'eventType'>, body: () => Body, attemptNumber: number): Promise<Attempt> => {
    const { endpoint } = lane.settings
    try {
      return deliver(endpoint, { eventId: of.eventId, eventType: of.eventType, ...body() }, attemptNumber)
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      return Promise.resolve(unsentAttempt(endpoint, error, attemptNumber, clock.now()))
    }
  }
