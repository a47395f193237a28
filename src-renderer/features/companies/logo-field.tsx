import { Button, FileButton } from '@mantine/core'
import { IconPhotoUp, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Company, logoMediaTypes, maxLogoBytes } from '../../../src-main/features/companies/companies.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { notify } from '../../ui/notify.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { deleteLogoMutation, setLogoMutation } from './companies.queries.ts'
import { type LogoProblem, readLogo } from './logo-file.ts'
import { useLogoUrl } from './use-logo-url.ts'

interface LogoFieldProps {
  readonly company: Company
  readonly isReadOnly: boolean
}

/** The logo: chosen or dropped, checked before it is sent, shown, removed. Saved at once, apart from the form. */
export function LogoField({ company, isReadOnly }: LogoFieldProps) {
  const { t } = useTranslation('companies')
  const upload = useLogoUpload()
  const url = useLogoUrl(company)
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file !== undefined && !isReadOnly) upload.choose(file)
  }
  return (
    <div className="logo-field">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra for the mouse, the button beside does the same */}
      <div
        className="logo-drop"
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        {...(isOver ? { 'data-over': true } : {})}
      >
        {url === undefined ? (
          <span className="dim">{t(isReadOnly ? 'logo.none' : 'logo.drop')}</span>
        ) : (
          <img src={url} alt={t('logo.alt', { name: company.name })} />
        )}
      </div>
      {isReadOnly ? null : <LogoButtons company={company} upload={upload} />}
      <LogoHelp upload={upload} />
    </div>
  )
}

type LogoUploadState = ReturnType<typeof useLogoUpload>

function useLogoUpload() {
  const { t } = useTranslation('companies')
  const [problem, setProblem] = useState<LogoProblem>()
  const send = useMutation(setLogoMutation(useApi()))
  const choose = async (file: File): Promise<void> => {
    send.reset()
    const read = await readLogo(file)
    setProblem(typeof read === 'string' ? read : undefined)
    if (typeof read !== 'string') send.mutate(read, { onSuccess: () => notify({ message: t('logo.saved') }) })
  }
  return { problem, error: send.error, isPending: send.isPending, choose: (file: File): void => void choose(file) }
}

function LogoButtons({ company, upload }: { readonly company: Company; readonly upload: LogoUploadState }) {
  const { t } = useTranslation('companies')
  const reset = useRef<() => void>(null)
  const remove = useMutation(deleteLogoMutation(useApi()))
  const choose = (file: File | null): void => {
    if (file !== null) upload.choose(file)
    reset.current?.() // so that the same file can be chosen again
  }
  return (
    <div className="form-actions">
      <FileButton resetRef={reset} accept={logoMediaTypes.join(',')} onChange={choose}>
        {(props) => (
          <Button {...props} leftSection={<IconPhotoUp size={16} stroke={1.6} />} loading={upload.isPending}>
            {t(company.hasLogo ? 'logo.replace' : 'logo.choose')}
          </Button>
        )}
      </FileButton>
      {company.hasLogo ? (
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={16} stroke={1.6} />}
          loading={remove.isPending}
          onClick={() => remove.mutate(undefined, { onSuccess: () => notify({ message: t('logo.removed'), tone: 'off' }) })}
        >
          {t('logo.remove')}
        </Button>
      ) : null}
      {remove.error === null ? null : <ErrorLine error={remove.error} />}
    </div>
  )
}

function LogoHelp({ upload }: { readonly upload: LogoUploadState }) {
  const { t } = useTranslation('companies')
  const format = useFormat()
  const size = format.number(maxLogoBytes / 1_000, { style: 'unit', unit: 'kilobyte' })
  if (upload.problem !== undefined) {
    return (
      <p className="logo-problem" role="alert">
        {t(`logo.problem.${upload.problem}`, { size })}
      </p>
    )
  }
  if (upload.error !== null) return <ErrorLine error={upload.error} />
  return <p className="dim">{t('logo.help', { size })}</p>
}
