import { Button, Modal } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from './copy-button.tsx'
import './secret-reveal.css'
import { saveTextFile } from './save-text-file.ts'

interface SecretRevealProps {
  /** Undefined closes it. */
  readonly secret: string | undefined
  readonly title: string
  /** What it opens and where it belongs. */
  readonly description: ReactNode
  /** Name of the downloaded text file. */
  readonly fileName: string
  readonly onSaved: () => void
  /** Below the secret: the first call to try it with. */
  readonly children?: ReactNode
}

/** Shows a secret the one time that it can be seen. Only "I have saved it" closes. */
export function SecretReveal({ secret, title, description, fileName, onSaved, children }: SecretRevealProps) {
  const { t } = useTranslation('ui')
  const value = secret ?? ''
  return (
    <Modal
      opened={secret !== undefined}
      onClose={onSaved}
      title={title}
      size="lg"
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <p>{description}</p>
      <div className="secret">
        <code className="mono" translate="no">
          {value}
        </code>
        <CopyButton value={value} />
      </div>
      <p className="dim">{t('secret.once')}</p>
      {children}
      <div className="dialog-actions">
        <Button leftSection={<IconDownload size={16} stroke={1.6} />} onClick={() => saveTextFile(fileName, value)}>
          {t('secret.download')}
        </Button>
        <CopyButton value={value} shape="button" />
        <Button variant="filled" onClick={onSaved}>
          {t('secret.saved')}
        </Button>
      </div>
    </Modal>
  )
}
