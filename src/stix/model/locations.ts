import type { DomainProperties } from './core-properties.js';
import type { LocationType, RegionName } from './vocabularies/entities.js';

/**
 * A place. OpenCTI identifies it by name and location type; a position by its coordinates. The
 * narrower types name the location type, so that relationship rules can be checked.
 */
export interface Location extends DomainProperties {
  readonly type: 'location';
  readonly name: string;
  readonly description?: string;
  /** Degrees north, from -90 to 90. */
  readonly latitude?: number;
  /** Degrees east, from -180 to 180. */
  readonly longitude?: number;
  /** Radius of uncertainty around the coordinates, in metres. */
  readonly precision?: number;
  readonly region?: RegionName;
  /** ISO 3166-1 alpha-2 code by the specification; OpenCTI writes the name. */
  readonly country?: string;
  readonly administrative_area?: string;
  readonly city?: string;
  readonly street_address?: string;
  readonly postal_code?: string;
  /**
   * What the location is. The platform writes it in its extension, as `type`, and leaves this
   * property out of what it sends.
   */
  readonly x_opencti_location_type?: LocationType;
  readonly x_opencti_aliases?: readonly string[];
}

/** A region of the world. */
export interface Region extends Location {
  readonly x_opencti_location_type?: 'Region';
}

/** A country. */
export interface Country extends Location {
  readonly x_opencti_location_type?: 'Country';
}

/** A part of a country. */
export interface AdministrativeArea extends Location {
  readonly x_opencti_location_type?: 'Administrative-Area';
}

/** A city. */
export interface City extends Location {
  readonly x_opencti_location_type?: 'City';
}

/** A point or an address. */
export interface Position extends Location {
  readonly x_opencti_location_type?: 'Position';
}
