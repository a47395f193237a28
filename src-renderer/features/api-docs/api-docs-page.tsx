import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload, IconExternalLink } from '@tabler/icons-react'
import { Outlet, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui/page.tsx'
import { TabLinks } from '../../ui/tab-links.tsx'
import './api-docs.css'

const parts = [
  ['guides', '/api-docs/guides/authentication'],
  ['reference', '/api-docs/reference'],
  ['events', '/api-docs/events'],
  ['errors', '/api-docs/errors'],
  ['changelog', '/api-docs/changelog'],
] as const

/** Everything that an integrator reads, from this very installation. */
export function ApiDocsPage() {
  const { t } = useTranslation('api-docs')
  const { pathname } = useLocation()
  return (
    <Page fill>
      <PageHeader title={t('title')} description={t('description')} actions={<Actions />} />
      <TabLinks
        label={t('parts')}
        tabs={parts.map(([id, to]) => ({ label: t(`part.${id}`), to, isCurrent: pathname.startsWith(`/api-docs/${id}`) }))}
      />
      <Outlet />
    </Page>
  )
}

const downloads = [
  ['OpenAPI 3.0 (JSON)', '/api/docs/openapi.json', 'openapi.json'],
  ['OpenAPI 3.1 (JSON)', '/api/docs/openapi.json?version=3.1', 'openapi-3.1.json'],
  ['OpenAPI 3.0 (YAML)', '/api/docs/openapi.yaml', 'openapi.yaml'],
  ['Postman', '/api/docs/postman.json', 'interlock.postman.json'],
  ['Postman environment', '/api/docs/postman-environment.json', 'interlock.postman-environment.json'],
  ['Insomnia', '/api/docs/insomnia.json', 'interlock.insomnia.json'],
] as const

function Actions() {
  const { t } = useTranslation('api-docs')
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<IconDownload size={16} stroke={1.6} />} rightSection={<IconChevronDown size={14} stroke={1.6} />}>
            {t('download')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {downloads.map(([label, href, name]) => (
            <Menu.Item key={href} component="a" href={href} download={name}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button component="a" href="/api/docs" target="_blank" rel="noopener" rightSection={<IconExternalLink size={16} stroke={1.6} />}>
        {t('tryOut')}
      </Button>
    </>
  )
}
