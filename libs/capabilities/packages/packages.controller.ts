import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Asked,
  CALL_BUS,
  deskAddresses,
  From,
  Route,
  type Caller,
  type CallBus,
  inThread,
  joined,
} from '#api';
import { ReadOfThread } from '#contract';
import { GiveCertificate } from './certifying/certificates.contract.js';
import {
  buildPackage,
  giveCertificate,
  HandPackage,
  handPackage,
  listPackages,
  PackageAsked,
  PackagePieceAsked,
  PackageStays,
  readPackage,
  stayPackage,
  TellRecipient,
  tellRecipient,
  type PackageList,
  type PackagePiece,
  type PackageView,
} from './packages.contract.js';

@ApiTags('packages')
@Controller(deskAddresses)
export class PackagesController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('POST', ':thread/packages', buildPackage, {
    status: 201,
    summary: 'Build an evidence package of a thread',
    description:
      'The package is made by another service, one after the other: the list says how far it is. Its number is never given again. For a named reader it is a variant: what is withheld from it is listed with a reason and a hash, and counted. With `supersedes` it takes the place of another one, which is shown as superseded once it is made. Of a thread that was erased it has proofs, receipts and hashes, and says when that was.',
    refuses: joined(inThread, {
      400: ['PACKAGE_VARIANT_INVALID'],
      409: ['PACKAGE_IMPOSSIBLE', 'PACKAGE_NOT_SUPERSEDED'],
      429: ['PACKAGES_SPENT'],
    }),
  })
  build(@From() caller: Caller, @Asked() asked: PackageAsked): Promise<PackageView> {
    return this.bus.ask(buildPackage, caller, asked);
  }

  @Route('GET', ':thread/packages', listPackages, {
    summary: 'List the evidence packages of a thread',
    description: 'Newest first, with number, hashes and what the verifier said of each.',
    refuses: inThread,
  })
  listPackages(@From() caller: Caller, @Asked() asked: ReadOfThread): Promise<PackageList> {
    return this.bus.ask(listPackages, caller, asked);
  }

  @Route('GET', ':thread/packages/:exhibit', readPackage, {
    summary: 'Read a part of an evidence package',
    description:
      'Of one that is made, from a byte on. The part is on record before it is given out. One that was made before its thread was erased went with it.',
    refuses: inThread,
  })
  piece(@From() caller: Caller, @Asked() asked: PackagePieceAsked): Promise<PackagePiece> {
    return this.bus.ask(readPackage, caller, asked);
  }

  @Route('POST', ':thread/packages/:exhibit/certificate', giveCertificate, {
    status: 201,
    summary: "Give the custodian's certificate of an evidence package",
    description:
      'It is opened and judged by another service, and on record once it is found to be one of that package under a seal that holds: the list says so, or why not. A later one takes its place, and both stay.',
    refuses: joined(inThread, { 409: ['PACKAGE_IMPOSSIBLE'], 429: ['PACKAGES_SPENT'] }),
  })
  certify(@From() caller: Caller, @Asked() asked: GiveCertificate): Promise<PackageView> {
    return this.bus.ask(giveCertificate, caller, asked);
  }

  @Route('POST', ':thread/packages/:exhibit/handed', handPackage, {
    status: 201,
    summary: 'Record that an evidence package was handed over',
    description:
      'To a court or body outside, when, and how its SHA-512 was told. Whatever becomes of the package later, this recipient is to be told.',
    refuses: joined(inThread, { 409: ['PACKAGE_IMPOSSIBLE'] }),
  })
  hand(@From() caller: Caller, @Asked() asked: HandPackage): Promise<PackageView> {
    return this.bus.ask(handPackage, caller, asked);
  }

  @Route('POST', ':thread/packages/:exhibit/stayed', stayPackage, {
    status: 201,
    summary: 'Record that an evidence package stayed with this State',
    description:
      'Nobody outside has it, though an officer has fetched it. It opens no case. Whoever fetches it again ends what was said.',
    refuses: joined(inThread, { 409: ['PACKAGE_IMPOSSIBLE'] }),
  })
  stay(@From() caller: Caller, @Asked() asked: PackageStays): Promise<PackageView> {
    return this.bus.ask(stayPackage, caller, asked);
  }

  @Route('POST', ':thread/packages/:exhibit/told', tellRecipient, {
    status: 201,
    summary: 'Record that a recipient was told what became of a package',
    description:
      'Of all that became of it by now: `concerns` is how many there are, so nobody tells of what came after the look.',
    refuses: joined(inThread, { 409: ['PACKAGE_CONCERNS_DIFFER'] }),
  })
  tell(@From() caller: Caller, @Asked() asked: TellRecipient): Promise<PackageView> {
    return this.bus.ask(tellRecipient, caller, asked);
  }
}
