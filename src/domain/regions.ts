// L1, W1: the nine English regions and Wales, which regional lead peers look after and reports group by.

export const regionIds = [
  'east-midlands',
  'east-of-england',
  'london',
  'north-east',
  'north-west',
  'south-east',
  'south-west',
  'wales',
  'west-midlands',
  'yorkshire-and-humber',
] as const
export type RegionId = (typeof regionIds)[number]

const titles: Record<RegionId, string> = {
  'east-midlands': 'East Midlands',
  'east-of-england': 'East of England',
  london: 'London',
  'north-east': 'North East',
  'north-west': 'North West',
  'south-east': 'South East',
  'south-west': 'South West',
  wales: 'Wales',
  'west-midlands': 'West Midlands',
  'yorkshire-and-humber': 'Yorkshire and the Humber',
}

export const regions: readonly { id: RegionId; title: string }[] = regionIds.map((id) => ({
  id,
  title: titles[id],
}))

export const regionTitle = (id: RegionId): string => titles[id]
