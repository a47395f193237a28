import { failureText } from '../../connectors/kit/failure.ts'
import type { FailureText } from '../../connectors/kit/failure-texts.ts'
import type { MessageFailureKind, OwnFailureKind } from './message.contract.ts'

/** Why a message does not go out where it is not the vendor's doing. */
const ownTexts: Readonly<Record<OwnFailureKind, FailureText>> = {
  connection_deleted: {
    reason: 'The connection was taken away before the message went out.',
    fix: 'Send it again by another connection.',
  },
  connection_off: {
    reason: 'The connection is out of use, so the message waits.',
    fix: 'Put the connection into use on its page; the message then goes out by itself.',
  },
  not_sendable: {
    reason: 'The message cannot be sent as it is.',
    fix: 'Correct what is named and send a new message.',
  },
  interrupted: {
    reason: 'Interlock was stopped while the message was on its way, so it may have arrived.',
    fix: 'Ask the recipient or look at the vendor; then send it again, or mark it as sent.',
  },
  by_receipt: {
    reason: 'The vendor took the message and later said that it did not arrive.',
    fix: 'Look at the words of the vendor and check the recipient; then send it again.',
  },
}

const isOwn = (kind: MessageFailureKind): kind is OwnFailureKind => kind in ownTexts

/** What a failure of a message means and what to do about it, in English. @param vendor name of the connector. */
export const messageFailureText = (kind: MessageFailureKind, vendor: string): FailureText =>
  isOwn(kind) ? ownTexts[kind] : failureText(kind, vendor)
