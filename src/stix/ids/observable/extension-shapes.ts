import { dictionary, listOf, reference } from './container-cleaners.js';
import { hashes } from './hashes.js';
import { boolean, float, hex, integer, oneOf, text, timestampToSecond } from './scalar-cleaners.js';
import { nonEmpty, shaped, type Members, type Shape } from './shape.js';

const anyInteger = integer();
const count = integer(0);

const alternateDataStream: Shape = {
  properties: { name: text, hashes, size: anyInteger },
  required: ['name'],
};

const section: Shape = {
  properties: { name: text, size: count, entropy: float, hashes },
  required: ['name'],
};

const optionalHeader: Shape = nonEmpty({
  magic_hex: hex,
  major_linker_version: anyInteger,
  minor_linker_version: anyInteger,
  size_of_code: count,
  size_of_initialized_data: count,
  size_of_uninitialized_data: count,
  address_of_entry_point: anyInteger,
  base_of_code: anyInteger,
  base_of_data: anyInteger,
  image_base: anyInteger,
  section_alignment: anyInteger,
  file_alignment: anyInteger,
  major_os_version: anyInteger,
  minor_os_version: anyInteger,
  major_image_version: anyInteger,
  minor_image_version: anyInteger,
  major_subsystem_version: anyInteger,
  minor_subsystem_version: anyInteger,
  win32_version_value_hex: hex,
  size_of_image: count,
  size_of_headers: count,
  checksum_hex: hex,
  subsystem_hex: hex,
  dll_characteristics_hex: hex,
  size_of_stack_reserve: count,
  size_of_stack_commit: count,
  size_of_heap_reserve: anyInteger,
  size_of_heap_commit: anyInteger,
  loader_flags_hex: hex,
  number_of_rva_and_sizes: anyInteger,
  hashes,
});

const SOCKET_OPTION = /^(?:SO|ICMP|ICMP6|IP|IPV6|MCAST|TCP|IRLMP)_/;

/**
 * The extensions of observables that STIX defines, by name. Each must hold something.
 *
 * @see STIX 2.1 section 6
 */
export const EXTENSION_SHAPES: Readonly<Record<string, Shape>> = {
  'archive-ext': {
    properties: { contains_refs: listOf(reference('file', 'directory')), comment: text },
    required: ['contains_refs'],
  },
  'ntfs-ext': nonEmpty({
    sid: text,
    alternate_data_streams: listOf(shaped(alternateDataStream)),
  }),
  'pdf-ext': nonEmpty({
    version: text,
    is_optimized: boolean,
    document_info_dict: dictionary,
    pdfid0: text,
    pdfid1: text,
  }),
  'raster-image-ext': nonEmpty({
    image_height: anyInteger,
    image_width: anyInteger,
    bits_per_pixel: anyInteger,
    exif_tags: dictionary,
  }),
  'windows-pebinary-ext': {
    properties: {
      pe_type: text,
      imphash: text,
      machine_hex: hex,
      number_of_sections: count,
      time_date_stamp: timestampToSecond,
      pointer_to_symbol_table_hex: hex,
      number_of_symbols: count,
      size_of_optional_header: count,
      characteristics_hex: hex,
      file_header_hashes: hashes,
      optional_header: shaped(optionalHeader),
      sections: listOf(shaped(section)),
    },
    required: ['pe_type'],
  },
  'http-request-ext': {
    properties: {
      request_method: text,
      request_value: text,
      request_version: text,
      request_header: dictionary,
      message_body_length: anyInteger,
      message_body_data_ref: reference('artifact'),
    },
    required: ['request_method', 'request_value'],
  },
  'icmp-ext': {
    properties: { icmp_type_hex: hex, icmp_code_hex: hex },
    required: ['icmp_type_hex', 'icmp_code_hex'],
  },
  'socket-ext': {
    properties: {
      address_family: oneOf(
        ...['AF_UNSPEC', 'AF_INET', 'AF_IPX', 'AF_APPLETALK', 'AF_NETBIOS', 'AF_INET6'],
        ...['AF_IRDA', 'AF_BTH'],
      ),
      is_blocking: boolean,
      is_listening: boolean,
      options: dictionary,
      socket_type: oneOf('SOCK_STREAM', 'SOCK_DGRAM', 'SOCK_RAW', 'SOCK_RDM', 'SOCK_SEQPACKET'),
      socket_descriptor: count,
      socket_handle: anyInteger,
    },
    required: ['address_family'],
    conflict: socketOptionsConflict,
  },
  'tcp-ext': nonEmpty({ src_flags_hex: hex, dst_flags_hex: hex }),
  'windows-process-ext': nonEmpty({
    aslr_enabled: boolean,
    dep_enabled: boolean,
    priority: text,
    owner_sid: text,
    window_title: text,
    startup_info: dictionary,
    integrity_level: oneOf('low', 'medium', 'high', 'system'),
  }),
  'windows-service-ext': nonEmpty({
    service_name: text,
    descriptions: listOf(text),
    display_name: text,
    group_name: text,
    start_type: oneOf(
      ...['SERVICE_AUTO_START', 'SERVICE_BOOT_START', 'SERVICE_DEMAND_START'],
      ...['SERVICE_DISABLED', 'SERVICE_SYSTEM_ALERT'],
    ),
    service_dll_refs: listOf(reference('file')),
    service_type: oneOf(
      ...['SERVICE_KERNEL_DRIVER', 'SERVICE_FILE_SYSTEM_DRIVER'],
      ...['SERVICE_WIN32_OWN_PROCESS', 'SERVICE_WIN32_SHARE_PROCESS'],
    ),
    service_status: oneOf(
      ...['SERVICE_CONTINUE_PENDING', 'SERVICE_PAUSE_PENDING', 'SERVICE_PAUSED'],
      ...['SERVICE_RUNNING', 'SERVICE_START_PENDING', 'SERVICE_STOP_PENDING', 'SERVICE_STOPPED'],
    ),
  }),
  'unix-account-ext': nonEmpty({
    gid: anyInteger,
    groups: listOf(text),
    home_dir: text,
    shell: text,
  }),
};

function socketOptionsConflict({ options }: Members): string | undefined {
  for (const [name, value] of Object.entries((options ?? {}) as Members)) {
    if (!SOCKET_OPTION.test(name)) return `"${name}" is no socket option`;
    if (!Number.isInteger(value) && typeof value !== 'boolean')
      return `"${name}" is not an integer`;
  }

  return undefined;
}
