import { Button, FileButton, Textarea, type TextareaProps } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface PemFieldProps extends Omit<TextareaProps, 'onChange' | 'placeholder'> {
  readonly onChange: (text: string) => void
  /** What stands between its dashes: `CERTIFICATE`. */
  readonly kind: string
}

/** Certificates or a key as text, pasted or taken from a file. */
export function PemField({ onChange, kind, ...props }: PemFieldProps) {
  const { t } = useTranslation('ui')
  const reset = useRef<() => void>(null)
  const take = (file: File | null): void => {
    if (file === null) return
    void file.text().then(onChange)
    reset.current?.()
  }
  return (
    <div>
      <Textarea
        {...props}
        onChange={(event) => onChange(event.currentTarget.value)}
        placeholder={`-----BEGIN ${kind}-----`}
        autosize
        minRows={2}
        maxRows={8}
        autoComplete="off"
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
      />
      <FileButton resetRef={reset} accept=".pem,.crt,.cer,.key,text/plain,application/x-pem-file" onChange={take}>
        {(button) => (
          <Button {...button} mt={6} size="compact-sm" variant="subtle" leftSection={<IconFileUpload size={14} stroke={1.6} />}>
            {t('pem.fromFile')}
          </Button>
        )}
      </FileButton>
    </div>
  )
}
