import type {
  AdministrativeArea,
  City,
  Country,
  Location,
  Position,
  Region,
} from '../model/locations.js';
import type { LocationType } from '../model/vocabularies/entities.js';
import { defineBuilder, type Builder } from './build.js';
import type { PropertiesOf } from './properties-of.js';

/** What {@link location} takes: the location type is needed, as OpenCTI's id follows from it. */
export type LocationProperties = PropertiesOf<Location> & {
  readonly x_opencti_location_type: LocationType;
};

/**
 * Builds a location of a type that is only known at run time. Its id follows from name and type. The
 * builders of one type, such as {@link country}, let relationship rules be checked.
 */
export const location = defineBuilder<Location, LocationProperties>('location', {
  name: 'text',
  x_opencti_location_type: 'text',
});

/** Builds a region of the world; `region` is its name unless given. */
export const region = locationBuilder<Region>('Region', 'region');

/** Builds a country; `country` is its name unless given. */
export const country = locationBuilder<Country>('Country', 'country');

/** Builds a part of a country; `administrative_area` is its name unless given. */
export const administrativeArea = locationBuilder<AdministrativeArea>(
  'Administrative-Area',
  'administrative_area',
);

/** Builds a city; `city` is its name unless given. */
export const city = locationBuilder<City>('City', 'city');

/** Builds a point or an address. Its id follows from its coordinates, or from its name without any. */
export const position = locationBuilder<Position>('Position');

function locationBuilder<T extends Location>(
  locationType: string,
  place?: keyof Location,
): Builder<T, PropertiesOf<Location, 'x_opencti_location_type'>> {
  return defineBuilder<T, PropertiesOf<Location, 'x_opencti_location_type'>>(
    'location',
    { name: 'text' },
    {
      fixed: { x_opencti_location_type: locationType },
      // STIX wants a location to say where it is, besides its name.
      complete: draft => place !== undefined && (draft[place] ??= draft.name),
    },
  );
}
