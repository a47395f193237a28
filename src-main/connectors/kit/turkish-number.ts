import { invalidField } from '../../lib/app-error.ts'

/** The ten digits of a Turkish mobile number, `5321234567`, for vendors that send to no other. @throws AppError `invalid_request` */
export function turkishMobile(to: string): string {
  const digits = /^\+90(5\d{9})$/.exec(to)?.[1]
  if (digits !== undefined) return digits
  throw invalidField(
    'to',
    `${to} is not a Turkish mobile number`,
    'Send to numbers of other countries by another connection, such as Twilio.',
  )
}
