import { recordResources } from '../../src-main/contract/scopes.ts'

const withoutRecords = ['events', 'rooms']

/** The text of a resource's name: a record type is called like its list. */
export const resourceText = (resource: string): string =>
  !withoutRecords.includes(resource) && recordResources.some((plural) => plural === resource)
    ? `${resource}:list.title`
    : `api-keys:resource.${resource}`
