import { useTranslation } from 'react-i18next'
import { ApiError } from '../lib/api-error.ts'
import { notify } from './notify.tsx'

/** Says at the edge of the window why something that has no place of its own failed. */
export function useSayError(): (error: unknown) => void {
  const { t } = useTranslation('errors')
  return (error) => {
    const code = error instanceof ApiError ? error.code : 'unexpected'
    notify({ tone: 'failed', message: `${t(`${code}.title`)} ${t(`${code}.help`)}` })
  }
}
