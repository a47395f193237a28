import { useTranslation } from 'react-i18next'
import type { CreatedInvitation } from '../../../src-main/features/people/invitations.contract.ts'
import { SecretReveal } from '../../ui/secret-reveal.tsx'

interface InvitationLinkProps {
  /** Undefined until there is one. */
  readonly created: CreatedInvitation | undefined
  readonly onSaved: () => void
}

/** The link for the person, this once. */
export function InvitationLink({ created, onSaved }: InvitationLinkProps) {
  const { t } = useTranslation('people')
  return (
    <SecretReveal
      secret={created?.link}
      title={t('link.title', { name: created?.name ?? '' })}
      description={t('link.description')}
      fileName={`${created?.email ?? 'invitation'}.txt`}
      onSaved={onSaved}
    />
  )
}
