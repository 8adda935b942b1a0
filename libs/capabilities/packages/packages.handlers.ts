import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { ReadOfThread } from '#contract';
import { AskedOf, Handles, Officer } from '#service';
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
import { GiveCertificates } from './certifying/give-certificate.service.js';
import { HandOver } from './life/hand-over.service.js';
import { AskPackages, DeliverPackages } from './packages.service.js';

@Controller()
export class PackagesHandlers {
  constructor(
    private readonly packages: AskPackages,
    private readonly files: DeliverPackages,
    private readonly recipients: HandOver,
    private readonly certificates: GiveCertificates,
  ) {}

  @Handles(buildPackage)
  build(@Officer() officer: Session, @AskedOf() asked: PackageAsked): Promise<PackageView> {
    return this.packages.ask(officer, asked);
  }

  @Handles(listPackages)
  listPackages(
    @Officer() officer: Session,
    @AskedOf() { thread, purpose }: ReadOfThread,
  ): Promise<PackageList> {
    return this.packages.listPackages(officer, thread, purpose);
  }

  @Handles(readPackage)
  piece(@Officer() officer: Session, @AskedOf() asked: PackagePieceAsked): Promise<PackagePiece> {
    return this.files.piece(officer, asked);
  }

  @Handles(giveCertificate)
  certify(@Officer() officer: Session, @AskedOf() asked: GiveCertificate): Promise<PackageView> {
    return this.certificates.give(officer, asked);
  }

  @Handles(handPackage)
  hand(@Officer() officer: Session, @AskedOf() asked: HandPackage): Promise<PackageView> {
    return this.recipients.hand(officer, asked);
  }

  @Handles(stayPackage)
  stay(@Officer() officer: Session, @AskedOf() asked: PackageStays): Promise<PackageView> {
    return this.recipients.stay(officer, asked);
  }

  @Handles(tellRecipient)
  tell(@Officer() officer: Session, @AskedOf() asked: TellRecipient): Promise<PackageView> {
    return this.recipients.tell(officer, asked);
  }
}
