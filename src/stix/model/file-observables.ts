import type { ObservableProperties } from './core-properties.js';
import type { ObservableExtensions } from './extensions.js';
import type { Hashes } from './hashes.js';
import type { Timestamp } from './timestamp.js';
import type { WindowsPeType } from './vocabularies/observables.js';

/** Bytes, or where to get them. */
export interface Artifact extends ObservableProperties {
  readonly type: 'artifact';
  readonly mime_type?: string;
  /** The bytes in base64. Not together with `url`. */
  readonly payload_bin?: string;
  /** Where the bytes are. Needs `hashes`; not together with `payload_bin`. */
  readonly url?: string;
  readonly hashes?: Hashes;
  readonly encryption_algorithm?: 'AES-256-GCM' | 'ChaCha20-Poly1305' | 'mime-type-indicated';
  readonly decryption_key?: string;
  /** Other names of the same bytes. */
  readonly x_opencti_additional_names?: readonly string[];
}

/** A folder. */
export interface Directory extends ObservableProperties {
  readonly type: 'directory';
  readonly path: string;
  /** IANA name of the encoding of `path`, when it is not UTF-8. */
  readonly path_enc?: string;
  /** When it was created. */
  readonly ctime?: Timestamp;
  /** When it was last written to. */
  readonly mtime?: Timestamp;
  /** When it was last read. */
  readonly atime?: Timestamp;
  /** Ids of the files and folders in it. */
  readonly contains_refs?: readonly string[];
}

/** A file: at least a name or a hash. */
export interface StixFile extends ObservableProperties {
  readonly type: 'file';
  readonly hashes?: Hashes;
  /** In bytes. */
  readonly size?: number;
  readonly name?: string;
  /** IANA name of the encoding of `name`, when it is not UTF-8. */
  readonly name_enc?: string;
  readonly magic_number_hex?: string;
  readonly mime_type?: string;
  /** When it was created. */
  readonly ctime?: Timestamp;
  /** When it was last written to. */
  readonly mtime?: Timestamp;
  /** When it was last read. */
  readonly atime?: Timestamp;
  /** Id of the folder that it is in. */
  readonly parent_directory_ref?: string;
  /** Ids of the observables that it contains. */
  readonly contains_refs?: readonly string[];
  /** Id of the artifact that holds its bytes. */
  readonly content_ref?: string;
  /** Other names of the same file. */
  readonly x_opencti_additional_names?: readonly string[];
  readonly extensions?: FileExtensions;
}

/** The `extensions` of a file. They take part in its id. */
export interface FileExtensions extends ObservableExtensions {
  readonly 'archive-ext'?: ArchiveExtension;
  readonly 'ntfs-ext'?: NtfsExtension;
  readonly 'pdf-ext'?: PdfExtension;
  readonly 'raster-image-ext'?: RasterImageExtension;
  readonly 'windows-pebinary-ext'?: WindowsPeBinaryExtension;
}

/** What an archive file is. */
export interface ArchiveExtension {
  /** Ids of the files and folders in it. */
  readonly contains_refs: readonly string[];
  readonly comment?: string;
}

/** What NTFS knows of a file. */
export interface NtfsExtension {
  /** Security id of the file. */
  readonly sid?: string;
  readonly alternate_data_streams?: readonly AlternateDataStream[];
}

/** An alternate data stream of a file on NTFS. */
export interface AlternateDataStream {
  readonly name: string;
  readonly hashes?: Hashes;
  /** In bytes. */
  readonly size?: number;
}

/** What a PDF file is. */
export interface PdfExtension {
  /** Version of PDF. */
  readonly version?: string;
  readonly is_optimized?: boolean;
  readonly document_info_dict?: Readonly<Record<string, string>>;
  readonly pdfid0?: string;
  readonly pdfid1?: string;
}

/** What a raster image is. */
export interface RasterImageExtension {
  /** In pixels. */
  readonly image_height?: number;
  /** In pixels. */
  readonly image_width?: number;
  readonly bits_per_pixel?: number;
  readonly exif_tags?: Readonly<Record<string, string | number>>;
}

/** What a Windows portable executable is. */
export interface WindowsPeBinaryExtension {
  readonly pe_type: WindowsPeType;
  /** Hash of the imports. */
  readonly imphash?: string;
  readonly machine_hex?: string;
  readonly number_of_sections?: number;
  /** When it was linked; cut to the second. */
  readonly time_date_stamp?: Timestamp;
  readonly pointer_to_symbol_table_hex?: string;
  readonly number_of_symbols?: number;
  readonly size_of_optional_header?: number;
  readonly characteristics_hex?: string;
  readonly file_header_hashes?: Hashes;
  readonly optional_header?: WindowsPeOptionalHeader;
  readonly sections?: readonly WindowsPeSection[];
}

/** A section of a portable executable. */
export interface WindowsPeSection {
  readonly name: string;
  /** In bytes. */
  readonly size?: number;
  /** Shannon entropy, in bits a byte. */
  readonly entropy?: number;
  readonly hashes?: Hashes;
}

/** The optional header of a portable executable; sizes are in bytes. */
export interface WindowsPeOptionalHeader {
  readonly magic_hex?: string;
  readonly major_linker_version?: number;
  readonly minor_linker_version?: number;
  readonly size_of_code?: number;
  readonly size_of_initialized_data?: number;
  readonly size_of_uninitialized_data?: number;
  readonly address_of_entry_point?: number;
  readonly base_of_code?: number;
  readonly base_of_data?: number;
  readonly image_base?: number;
  readonly section_alignment?: number;
  readonly file_alignment?: number;
  readonly major_os_version?: number;
  readonly minor_os_version?: number;
  readonly major_image_version?: number;
  readonly minor_image_version?: number;
  readonly major_subsystem_version?: number;
  readonly minor_subsystem_version?: number;
  readonly win32_version_value_hex?: string;
  readonly size_of_image?: number;
  readonly size_of_headers?: number;
  readonly checksum_hex?: string;
  readonly subsystem_hex?: string;
  readonly dll_characteristics_hex?: string;
  readonly size_of_stack_reserve?: number;
  readonly size_of_stack_commit?: number;
  readonly size_of_heap_reserve?: number;
  readonly size_of_heap_commit?: number;
  readonly loader_flags_hex?: string;
  readonly number_of_rva_and_sizes?: number;
  readonly hashes?: Hashes;
}
