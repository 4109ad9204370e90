import { IsDefined, IsIn, IsInt, IsOptional, IsUrl, Max, Min, ValidateIf } from 'class-validator';
import { Config, Secret, Setting } from 'octiflow';

/** Settings of the connector; the same variables as the Python one's, and those for signatures. */
@Config('webhook')
export class WebhookConfig {
  @Setting({ description: 'Address that events are sent to.', example: 'https://hook.example/in' })
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  readonly url!: string;

  @Setting({ description: 'Kind of destination.', case: 'upper' })
  @IsIn(['URL'])
  readonly type: string = 'URL';

  @Setting({ description: 'Whether a token is sent along: TOKEN, or NONE.', case: 'upper' })
  @IsIn(['NONE', 'TOKEN'])
  readonly authType: string = 'NONE';

  @Setting({ description: 'Header that carries the token.', example: 'Authorization' })
  @ValidateIf(({ authType }: WebhookConfig) => authType === 'TOKEN')
  @IsDefined({ message: 'is needed where WEBHOOK_AUTH_TYPE is TOKEN' })
  readonly header?: string;

  @Setting({ description: 'The token, with everything that its header is to hold.' })
  @ValidateIf(({ authType }: WebhookConfig) => authType === 'TOKEN')
  @IsDefined({ message: 'is needed where WEBHOOK_AUTH_TYPE is TOKEN' })
  readonly token?: Secret;

  @Setting({ description: 'Key that bodies are signed with (HMAC-SHA-256). Default: unsigned.' })
  @IsOptional()
  readonly hmacSecret?: Secret;

  @Setting({
    description: 'Header that carries the signature, as `sha256=` and hexadecimal digits.',
  })
  readonly hmacHeader: string = 'X-Hub-Signature-256';

  @Setting({
    description: 'Requests that are on their way at once.',
    env: 'CONNECTOR_CONSUMER_COUNT',
    yaml: 'connector.consumer_count',
    type: 'integer',
  })
  @IsInt()
  @Min(1)
  @Max(100)
  readonly consumerCount: number = 10;
}
