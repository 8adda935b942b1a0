import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import {
  stopGrounds,
  stopLength,
  type StopGround,
} from '#capabilities/suspensions/suspensions.contract';
import { DocumentForm } from './bodies.js';
import { OneOf, Words } from './fields.js';

export class StopForm {
  @OneOf(stopGrounds, 'Why nothing more may be told. For this State alone; never sent.')
  ground: StopGround;

  @ApiProperty({
    type: 'string',
    maxLength: stopLength,
    description: 'More about it, for the officers of one’s own authority alone; may be empty.',
  })
  @IsString()
  @MaxLength(stopLength)
  text: string;
}

export class RequestStopForm extends StopForm {
  @ApiProperty({
    type: () => DocumentForm,
    required: false,
    description:
      'A signed plain withdrawal of the thread, exactly when the neighbour still works on the request.',
  })
  @IsOptional()
  // A list of nothing would pass as nested.
  @IsObject()
  @ValidateNested()
  @Type(() => DocumentForm)
  withdrawal?: DocumentForm;
}

export class LiftForm {
  @Words(stopLength, 'Why it may be lifted; another officer confirms that.')
  text: string;
}
