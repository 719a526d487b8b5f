"""Who may do what: every route and method of the application, and what each role gets there.

A new route needs a line here. `ok` is 200, `sent` 303, `sign-in` the way to the sign-in page or 401 with its form,
`code` the way to the second step or 403 with its form; a number is the status. What one may not know of is 404: a page
of a desk is 403 to makers whatever stands in its address. A line with one word is the same for everybody. A POST brings
the token of its session and nothing else, so 422 says that somebody was let in and asked for more.
"""

import re
from collections.abc import Iterator, Sequence

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import undone
from tests.databases import SQLITE, backend
from tests.scene import ROLES, Scene, begin

#       endpoint                      anonymous owner  editor  other   desk    far     province admin late    gone
TABLE = """
GET     room.index                    sign-in  ok      ok      ok      sent    sent    sent    sent    sent    sign-in
GET     room.index?usaha              sign-in  ok      ok      404     404     404     404     404     404     sign-in
GET     room.summary                  sign-in  ok      ok      ok      404     404     404     404     404     sign-in
GET     room.summary?usaha            sign-in  ok      ok      404     404     404     404     404     404     sign-in
GET     prints.index                  sign-in  ok      ok      ok      404     404     404     404     404     sign-in
GET     prints.index?usaha            sign-in  ok      ok      404     404     404     404     404     404     sign-in
GET     prints.sheet                  sign-in  422     422     422     404     404     404     404     404     sign-in
GET     prints.sheet?usaha            sign-in  422     422     404     404     404     404     404     404     sign-in
GET     prints.status                 sign-in  404     404     404     404     404     404     404     404     sign-in
GET     prints.picture                sign-in  404     404     404     404     404     404     404     404     sign-in
GET     profile.edit                  sign-in  ok      ok      ok      ok      ok      ok      ok      ok      sign-in
POST    profile.edit                  sign-in  422     422     422     422     422     422     422     422     sign-in
GET     profile.edit?usaha            sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    profile.edit?usaha            sign-in  422     422     404     404     404     404     404     404     sign-in
GET     works.index                   sign-in  ok      ok      ok      sent    sent    sent    sent    sent    sign-in
GET     works.index?usaha             sign-in  ok      ok      404     404     404     404     404     404     sign-in
GET     works.new                     sign-in  ok      ok      ok      sent    sent    sent    sent    sent    sign-in
POST    works.new                     sign-in  422     422     422     sent    sent    sent    sent    sent    sign-in
GET     works.edit                    sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    works.edit                    sign-in  sent    sent    404     404     404     404     404     404     sign-in
POST    works.send                    sign-in  422     422     404     404     404     404     404     404     sign-in
POST    works.withdraw                sign-in  sent    sent    404     404     404     404     404     404     sign-in
GET     works.plate                   sign-in  ok      ok      404     404     404     404     404     404     sign-in
GET     works.edit?helped             sign-in  ok      ok      404     ok      404     404     404     404     sign-in
POST    works.edit?helped             sign-in  sent    sent    404     sent    404     404     404     404     sign-in
POST    works.send?helped             sign-in  422     422     404     404     404     404     404     404     sign-in
POST    photos.create?helped          sign-in  422     422     404     422     404     404     404     404     sign-in
GET     works.edit?consent            sign-in  ok      ok      404     404     404     404     404     404     sign-in
GET     assists.index                 sign-in  ok      ok      ok      ok      ok      ok      ok      ok      sign-in
GET     assists.new                   sign-in  404     404     404     ok      404     ok      ok      404     sign-in
POST    assists.new                   sign-in  404     404     404     422     404     422     422     404     sign-in
GET     assists.show                  sign-in  404     404     404     ok      404     404     404     404     sign-in
POST    assists.ask                   sign-in  404     404     404     422     404     404     404     404     sign-in
POST    assists.take_back             sign-in  404     404     404     sent    404     404     404     404     sign-in
POST    assists.drop                  sign-in  404     404     404     sent    404     404     404     404     sign-in
GET     consents.show                 sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    consents.show                 sign-in  422     422     404     404     404     404     404     404     sign-in
GET     consent_links.show_link       ok
POST    consent_links.show_link       422
POST    life.sell                     sign-in  sent    sent    404     404     404     404     404     404     sign-in
POST    life.leave                    sign-in  sent    sent    404     404     404     404     404     404     sign-in
POST    life.archive                  sign-in  sent    sent    404     404     404     404     404     404     sign-in
POST    life.confirm                  sign-in  sent    sent    404     404     404     404     404     404     sign-in
POST    life.copy                     sign-in  sent    sent    404     404     404     404     404     404     sign-in
GET     life.remove                   sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    life.remove                   sign-in  sent    sent    404     404     404     404     404     404     sign-in
GET     life.removed                  sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    life.removed                  sign-in  sent    sent    404     404     404     404     404     404     sign-in

GET     certificates.index            sign-in  ok      ok      ok      sent    sent    sent    sent    sent    sign-in
GET     certificates.index?usaha      sign-in  ok      ok      404     404     404     404     404     404     sign-in
GET     certificates.new              sign-in  ok      ok      ok      sent    sent    sent    sent    sent    sign-in
POST    certificates.new              sign-in  422     422     422     sent    sent    sent    sent    sent    sign-in
GET     certificates.edit             sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    certificates.edit             sign-in  422     422     404     404     404     404     404     404     sign-in
GET     certificates.remove           sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    certificates.remove           sign-in  sent    sent    404     404     404     404     404     404     sign-in
GET     certificates.photo            sign-in  ok      ok      404     404     404     404     404     404     sign-in
GET     certificates.document         sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    certificates.begin            sign-in  sent    sent    404     404     404     404     404     404     sign-in
GET     inbox.index                   sign-in  ok      ok      ok      sent    sent    sent    sent    sent    sign-in
GET     inbox.show                    sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    inbox.show                    sign-in  422     422     404     404     404     404     404     404     sign-in
GET     inbox.show?held               sign-in  404     404     404     404     404     404     404     404     sign-in
POST    inbox.read                    sign-in  204     204     404     404     404     404     404     404     sign-in
GET     inbox.close                   sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    inbox.close                   sign-in  422     422     404     404     404     404     404     404     sign-in
GET     offers.new                    sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    offers.new                    sign-in  422     422     404     404     404     404     404     404     sign-in
GET     offers.agreed                 sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    agreements.answer             409
GET     agreements.show               ok
GET     files.new                     sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    files.new                     sign-in  422     422     404     404     404     404     404     404     sign-in
GET     files.photo                   sign-in  ok      ok      404     404     404     404     404     404     sign-in
GET     files.document                sign-in  ok      ok      404     404     404     404     404     404     sign-in
GET     buyer_files.buyers_new        ok
POST    buyer_files.buyers_new        422
GET     buyer_files.buyers_photo      ok
GET     buyer_files.buyers_document   ok
POST    buyers.read                   204
POST    buyers.pass_on                sent
GET     outcomes.show                 ok
POST    outcomes.show                 422
GET     silence.index                 sign-in  403     403     403     ok      ok      ok       ok    code    sign-in
POST    silence.handle                sign-in  403     403     403     sent    404     sent     sent  code    sign-in
GET     inbox.report                  sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    inbox.report                  sign-in  422     422     404     404     404     404     404     404     sign-in

GET     people.index                  sign-in  ok     ok      404     404     404     404      404   404     sign-in
POST    people.index                  sign-in  422    403     404     404     404     404      404   404     sign-in
POST    people.change_role            sign-in  sent   403     404     404     404     404      404   404     sign-in
GET     people.remove                 sign-in  ok     ok      404     404     404     404      404   404     sign-in
POST    people.remove                 sign-in  sent   sent    404     404     404     404      404   404     sign-in
POST    people.withdraw               sign-in  sent   403     404     404     404     404      404   404     sign-in
GET     members.index                 sign-in  ok     403     404     404     404     404      404   404     sign-in
POST    members.index                 sign-in  422    403     404     404     404     404      404   404     sign-in
GET     members.edit                  sign-in  ok     403     404     404     404     404      404   404     sign-in
POST    members.edit                  sign-in  422    403     404     404     404     404      404   404     sign-in
POST    members.remove                sign-in  sent   403     404     404     404     404      404   404     sign-in
GET     members.groups                sign-in  ok     403     404     404     404     404      404   404     sign-in
POST    members.answer                sign-in  sent   403     404     404     404     404      404   404     sign-in
GET     closing.new                   sign-in  ok     403     404     404     404     404      404   404     sign-in
POST    closing.new                   sign-in  422    403     404     404     404     404      404   404     sign-in
GET     invitations.show              ok
GET     still_there.index?usaha       sign-in  ok      ok      404     404     404     404     404     404     sign-in
POST    still_there.index?usaha       sign-in  sent    sent    404     404     404     404     404     404     sign-in
GET     still_there.index             sign-in  ok      ok      ok      404     404     404     404     404     sign-in
POST    still_there.index             sign-in  sent    sent    sent    404     404     404     404     404     sign-in
POST    still_there.switch            sign-in  sent    sent    404     404     404     404     404     404     sign-in
GET     freshness.show                ok
POST    freshness.show                sent
POST    freshness.letters             sent
POST    invitations.show              sign-in  sent   sent    sent    sent    sent    sent     sent  sent    sign-in
POST    makers_desk.pass_on           sign-in  403    403     403     ok      404     ok       ok    code    sign-in
GET     makers_desk.photo             sign-in  403    403     403     ok      404     ok       ok    code    sign-in
GET     market_desk.index             sign-in  403     403     403     ok      ok      ok      ok      code    sign-in
GET     market_desk.as_csv            sign-in  403     403     403     ok      ok      ok      ok      code    sign-in
GET     curation.index                sign-in  403     403     403     ok      ok      ok      ok      code    sign-in
GET     curation.show                 sign-in  403     403     403     ok      404     ok      ok      code    sign-in
POST    curation.decide               sign-in  403     403     403     422     404     422     422     code    sign-in
GET     curation.plate                sign-in  403     403     403     ok      404     ok      ok      code    sign-in
POST    curation.undo                 sign-in  403     403     403     sent    404     404     404     code    sign-in
POST    photos.create                 sign-in  422     422     404     404     404     404     404     404     sign-in
POST    photos.describe               sign-in  sent    sent    404     404     404     404     404     404     sign-in
POST    photos.change                 sign-in  sent    sent    404     404     404     404     404     404     sign-in

GET     certificates_desk.index       sign-in  403     403     403     ok      ok      ok      ok      code    sign-in
GET     certificates_desk.show        sign-in  403     403     403     ok      404     ok      ok      code    sign-in
POST    certificates_desk.show        sign-in  403     403     403     422     404     422     422     code    sign-in
GET     certificates_desk.photo       sign-in  403     403     403     ok      404     ok      ok      code    sign-in
GET     certificates_desk.document    sign-in  403     403     403     ok      404     ok      ok      code    sign-in
GET     makers_desk.index             sign-in  403     403     403     ok      ok      ok      ok      code    sign-in
GET     makers_desk.show              sign-in  403     403     403     ok      404     ok      ok      code    sign-in
POST    makers_desk.show              sign-in  403     403     403     422     404     422     422     code    sign-in
GET     inquiries_desk.index          sign-in  403     403     403     ok      ok      ok      ok      code    sign-in
POST    inquiries_desk.decide         sign-in  403     403     403     sent    404     sent    sent    code    sign-in
GET     backlog.index                 sign-in  403     403     403     403     403     ok      ok      code    sign-in
POST    backlog.retry_all             sign-in  403     403     403     403     403     sent    sent    code    sign-in
POST    backlog.retry                 sign-in  403     403     403     403     403     sent    sent    code    sign-in
GET     khas_desk.index               sign-in  403     403     403     ok      ok      ok      ok      code    sign-in
GET     khas_desk.new                 sign-in  403     403     403     ok      ok      ok      ok      code    sign-in
POST    khas_desk.new                 sign-in  403     403     403     422     422     422     422     code    sign-in
GET     khas_desk.confirm             sign-in  403     403     403     ok      404     ok      ok      code    sign-in
POST    khas_desk.confirm             sign-in  403     403     403     422     404     422     422     code    sign-in
GET     khas_desk.edit                sign-in  403     403     403     ok      404     ok      ok      code    sign-in
POST    khas_desk.edit                sign-in  403     403     403     422     404     422     422     code    sign-in
GET     khas_desk.withdraw            sign-in  403     403     403     ok      404     ok      ok      code    sign-in
POST    khas_desk.withdraw            sign-in  403     403     403     422     404     422     422     code    sign-in
GET     khas_desk.show                sign-in  403     403     403     ok      404     ok      ok      code    sign-in
POST    khas_desk.restore             sign-in  403     403     403     sent    404     sent    sent    code    sign-in
GET     khas_desk.highlights.edit     sign-in  403     403     403     ok      404     ok      ok      code    sign-in
POST    khas_desk.highlights.edit     sign-in  403     403     403     sent    404     sent    sent    code    sign-in
GET     khas_desk.proposals.index     sign-in  403     403     403     ok      ok      ok      ok      code    sign-in
GET     khas_desk.proposals.new       sign-in  403     403     403     404     ok      ok      ok      code    sign-in
POST    khas_desk.proposals.new       sign-in  403     403     403     404     422     422     422     code    sign-in
POST    khas_desk.proposals.answer    sign-in  403     403     403     sent    404     sent    sent    code    sign-in
GET     exhibitions_desk.index        sign-in  403     403     403     ok      ok      ok      ok      code    sign-in
GET     exhibitions_desk.new          sign-in  403     403     403     ok      ok      ok      ok      code    sign-in
POST    exhibitions_desk.new          sign-in  403     403     403     422     422     422     422     code    sign-in
GET     exhibitions_desk.show         sign-in  403     403     403     ok      404     ok      ok      code    sign-in
GET     exhibitions_desk.edit         sign-in  403     403     403     ok      404     ok      ok      code    sign-in
POST    exhibitions_desk.edit         sign-in  403     403     403     422     404     422     422     code    sign-in
GET     exhibitions_desk.preview      sign-in  403     403     403     ok      404     ok      ok      code    sign-in
POST    exhibitions_desk.publish      sign-in  403     403     403     sent    404     sent    sent    code    sign-in
POST    exhibitions_desk.withdraw     sign-in  403     403     403     sent    404     sent    sent    code    sign-in
GET     exhibitions_desk.walls.index  sign-in  403     403     403     ok      404     ok      ok      code    sign-in
GET     exhibitions_desk.walls.new    sign-in  403     403     403     ok      404     ok      ok      code    sign-in
POST    exhibitions_desk.walls.new    sign-in  403     403     403     422     404     422     422     code    sign-in
GET     exhibitions_desk.walls.edit   sign-in  403     403     403     ok      404     ok      ok      code    sign-in
POST    exhibitions_desk.walls.edit   sign-in  403     403     403     422     404     422     422     code    sign-in
POST    exhibitions_desk.walls.move   sign-in  403     403     403     sent    404     sent    sent    code    sign-in
GET     handover.index                sign-in  403     403     403     ok      ok      ok      ok      code    sign-in
POST    handover.new                  sign-in  403     403     403     ok      404     ok      ok      code    sign-in

GET     account.index                 sign-in  ok      ok      ok      ok      ok      ok      ok      ok      sign-in
GET     account.password              sign-in  ok      ok      ok      ok      ok      ok      ok      ok      sign-in
POST    account.password              sign-in  422     422     422     422     422     422     422     422     sign-in
GET     account.email                 sign-in  ok      ok      ok      ok      ok      ok      ok      ok      sign-in
POST    account.email                 sign-in  422     422     422     422     422     422     422     422     sign-in
GET     account.devices               sign-in  ok      ok      ok      ok      ok      ok      ok      ok      sign-in
POST    account.end_device            sign-in  sent    404     404     404     404     404     404     404     sign-in
POST    account.end_devices           sign-in  sent    sent    sent    sent    sent    sent    sent    sent    sign-in
POST    account.answer_link           sign-in  sent    404     404     404     404     404     404     404     sign-in
GET     account.data.index            sign-in  ok      ok      ok      ok      ok      ok      ok      ok      sign-in
GET     account.data.as_json          sign-in  ok      ok      ok      ok      ok      ok      ok      ok      sign-in
GET     account.data.as_csv           sign-in  ok      ok      ok      ok      ok      ok      ok      ok      sign-in
GET     account.data.delete           sign-in  ok      ok      ok      ok      ok      ok      ok      ok      sign-in
POST    account.data.delete           sign-in  422     422     422     409     409     409     409     409     sign-in
GET     account.second_factor.index      sign-in  ok   ok      ok      ok      ok      ok      ok      ok      sign-in
POST    account.second_factor.index      sign-in  422  422     422     ok      ok      ok      ok      422     sign-in
GET     account.second_factor.show_code  sign-in  ok   sent    sent    ok      ok      ok      ok      sent    sign-in
POST    account.second_factor.show_code  sign-in  sent sent    sent    422     422     422     422     sent    sign-in
GET     account.second_factor.new_codes  sign-in  sent sent    sent    ok      ok      ok      ok      sent    sign-in
POST    account.second_factor.new_codes  sign-in  sent sent    sent    422     422     422     422     sent    sign-in
GET     account.second_factor.turn_off   sign-in  sent sent    sent    ok      ok      ok      ok      sent    sign-in
POST    account.second_factor.turn_off   sign-in  sent sent    sent    422     422     422     422     sent    sign-in
GET     account.passkeys.index        sign-in  ok   ok      ok      ok      ok      ok      ok      ok      sign-in
GET     account.passkeys.new          sign-in  ok   ok      ok      ok      ok      ok      ok      ok      sign-in
POST    account.passkeys.new          sign-in  422  422     422     422     422     422     422     422     sign-in
POST    account.passkeys.create       sign-in  sent sent    sent    sent    sent    sent    sent    sent    sign-in
GET     account.passkeys.edit         sign-in  ok   404     404     404     404     404     404     404     sign-in
POST    account.passkeys.edit         sign-in  422  404     404     404     404     404     404     404     sign-in
GET     account.passkeys.delete       sign-in  ok   404     404     404     404     404     404     404     sign-in
POST    account.passkeys.delete       sign-in  422  404     404     404     404     404     404     404     sign-in

GET     accounts.sign_in              ok       sent    sent    sent    sent    sent    sent    sent    sent    ok
POST    accounts.sign_in              422
POST    accounts.second_step          sent
GET     accounts.fingerprint          sent
POST    accounts.fingerprint          422
GET     accounts.sign_out             ok
POST    accounts.sign_out             sent
GET     accounts.registration.new     ok
POST    accounts.registration.new     422
GET     accounts.registration.sent    ok
GET     accounts.registration.confirm ok
POST    accounts.registration.confirm 422
GET     accounts.recovery.new         ok
POST    accounts.recovery.new         422
GET     accounts.recovery.sent        ok
GET     accounts.recovery.edit        ok
POST    accounts.recovery.edit        422
GET     accounts.recovery.email       ok
POST    accounts.recovery.email       sent

GET     reports.listing               ok
POST    reports.listing               422
GET     reports.product               ok
POST    reports.product               422
GET     reports.producer              ok
POST    reports.producer              422
GET     reports.page                  ok
POST    reports.page                  422
GET     reports.thanks                ok
POST    events.create                 204

GET     inquiries.listing             ok
POST    inquiries.listing             422
GET     inquiries.producer            ok
POST    inquiries.producer            422
GET     inquiries.product             ok
POST    inquiries.product             422
GET     inquiries.taps.listing        sent
POST    inquiries.taps.listing        ok
GET     inquiries.taps.producer       sent
POST    inquiries.taps.producer       ok
GET     inquiries.taps.product        sent
POST    inquiries.taps.product        ok
GET     inquiries.thread.show         ok
POST    inquiries.thread.show         422
GET     inquiries.thread.erase        ok
POST    inquiries.thread.erase        422
GET     inquiries.erased              ok
GET     inquiries.thread.report       ok
POST    inquiries.thread.report       422
GET     inquiries.thread.as_json      ok
GET     inquiries.thread.as_csv       ok
GET     inquiries.thread.letters      ok
POST    inquiries.thread.letters      422
GET     inquiries.wishes.new          ok
POST    inquiries.wishes.new          422
GET     inquiries.wishes.known        ok
GET     inquiries.wishes.show         ok
POST    inquiries.wishes.show         422
GET     inquiries.wishes.as_json      ok
GET     inquiries.wishes.confirm      ok
POST    inquiries.wishes.confirm      422

GET     home.index                    ok
GET     home.how_to_buy               ok
GET     home.about                    ok
GET     home.privacy                  ok
GET     home.for_makers               ok
GET     home.accessibility            ok
GET     home.offline.show             ok
GET     home.offline.worker           ok
GET     exhibitions.index             ok
GET     exhibitions.show              ok
GET     exhibitions.screen            ok
GET     exhibitions.calendar          ok
GET     exhibitions.qr                ok
GET     exhibitions.share             302
GET     catalog.index                 ok
GET     catalog.listings.show         ok
GET     catalog.listings.moved        301
GET     catalog.listings.short        301
GET     catalog.products.show         ok
GET     catalog.producers.index       ok
GET     catalog.producers.show        ok
GET     catalog.producers.show?new    404
GET     catalog.shortlist.show        ok
GET     catalog.regions.index         ok
GET     catalog.regions.show          ok
GET     catalog.pictures.listing      302
GET     catalog.pictures.product      302
GET     catalog.pictures.ornament     ok
GET     catalog.pictures.qr           ok
GET     catalog.pictures.results_qr   ok
GET     catalog.pictures.shortlist_qr ok
GET     catalog.pictures.page_qr      ok
GET     catalog.shares.listing        302
GET     catalog.shares.product        302
GET     catalog.shares.producer       302
GET     catalog.shares.region         302
GET     catalog.shares.site           302
GET     discovery.robots              ok
GET     discovery.manifest            ok
GET     discovery.opensearch          ok
GET     discovery.security            ok
GET     discovery.change_password     302
GET     discovery.sitemap.index       ok
GET     discovery.sitemap.part        ok
GET     discovery.feeds.listings      ok
GET     health.alive                  ok
GET     health.ready                  ok
GET     mail.index                    ok
GET     mail.show                     ok
GET     mail.body                     ok
GET     media.show                    ok
GET     static_file                   ok
GET     favicon                       ok
"""

# The address of each line whose route has a part of its own, or that asks for something of somebody else; what stands
# in braces is of the evening that `tests.scene` describes.
ADDRESSES = {
    "room.index?usaha": "/ruang?usaha={producer}",
    "room.summary?usaha": "/ruang/ringkasan?usaha={producer}",
    "prints.index?usaha": "/ruang/cetak?usaha={producer}",
    "prints.sheet?usaha": "/ruang/cetak/kartu.pdf?usaha={producer}",
    # Of a listing that is not public yet; tests/exchange/test_prints.py opens those that are.
    "prints.status": "/ruang/cetak/status/{live}",
    "prints.picture": "/ruang/cetak/status/{live}.jpg",
    "profile.edit?usaha": "/ruang/profil?usaha={producer}",
    "works.index?usaha": "/ruang/karya?usaha={producer}",
    "works.edit": "/ruang/karya/{work}/ubah",
    "works.send": "/ruang/karya/{work}/pengajuan",
    "works.edit?helped": "/ruang/karya/{helped}/ubah",
    "works.send?helped": "/ruang/karya/{helped}/pengajuan",
    "photos.create?helped": "/ruang/karya/{helped}/foto",
    "works.edit?consent": "/ruang/karya/{consent}/ubah",
    "assists.new": "/menuliskan/pembuat/{producer}/baru",
    "assists.show": "/menuliskan/{helped}",
    "assists.ask": "/menuliskan/{helped}/permintaan",
    "assists.take_back": "/menuliskan/{consent}/penarikan",
    "assists.drop": "/menuliskan/{helped}/pembatalan",
    "consents.show": "/ruang/karya/{consent}/persetujuan",
    "consent_links.show_link": "/persetujuan/{consent_link}",
    "works.withdraw": "/ruang/karya/{sent_work}/penarikan",
    "works.plate": "/ruang/karya/{work}/label.svg",
    "life.sell": "/ruang/karya/{live}/penjualan",
    "life.leave": "/ruang/karya/{live}/libur",
    "life.archive": "/ruang/karya/{live}/arsip",
    "life.confirm": "/ruang/karya/{live}/kepastian",
    "life.copy": "/ruang/karya/{live}/salinan",
    "life.remove": "/ruang/karya/{live}/hapus",
    "life.removed": "/ruang/karya/{deleted}/terhapus",
    "backlog.retry_all": "/dekranasda/antrean/surat/percobaan",
    "backlog.retry": "/dekranasda/antrean/surat/1/percobaan",
    "certificates.index?usaha": "/ruang/sertifikat?usaha={producer}",
    "certificates.edit": "/ruang/sertifikat/{certificate}/ubah",
    "certificates.remove": "/ruang/sertifikat/{certificate}/hapus",
    "certificates.photo": "/ruang/sertifikat/{certificate}/berkas/{size}.jpg",
    "certificates.document": "/ruang/sertifikat/{paper}/berkas.pdf",
    "certificates.begin": "/ruang/karya/{work}/sertifikat",
    "certificates_desk.show": "/dekranasda/sertifikat/{certificate}",
    "certificates_desk.photo": "/dekranasda/sertifikat/{certificate}/berkas/{size}.jpg",
    "certificates_desk.document": "/dekranasda/sertifikat/{paper}/berkas.pdf",
    "people.index": "/ruang/orang?usaha={producer}",
    "people.change_role": "/ruang/orang/{person}/peran?usaha={producer}",
    "people.remove": "/ruang/orang/{person}/keluar?usaha={producer}",
    "people.withdraw": "/ruang/orang/undangan/{invitation}/batal?usaha={producer}",
    "members.index": "/ruang/anggota?usaha={producer}",
    "members.edit": "/ruang/anggota/{member}?usaha={producer}",
    "members.remove": "/ruang/anggota/{member}/hapus?usaha={producer}",
    "members.groups": "/ruang/keanggotaan?usaha={producer}",
    "members.answer": "/ruang/keanggotaan/{asked}/setuju?usaha={producer}",
    "closing.new": "/ruang/tutup?usaha={producer}",
    "still_there.index?usaha": "/ruang/masih-ada?usaha={producer}",
    "still_there.switch": "/ruang/masih-ada/surat?usaha={producer}",
    "freshness.show": "/masih-ada/{asked_monthly}",
    "freshness.letters": "/masih-ada/{asked_monthly}/surat",
    "invitations.show": "/undangan/{invited}",
    "makers_desk.pass_on": "/dekranasda/pembuat/undangan/{number}/tautan",
    "makers_desk.photo": "/dekranasda/pembuat/{producer}/pemeriksaan/{check}/{size}.jpg",
    "curation.show": "/dekranasda/kurasi/{sent_work}",
    "curation.decide": "/dekranasda/kurasi/{sent_work}/putusan",
    "curation.plate": "/dekranasda/kurasi/{sent_work}/label.svg",
    "curation.undo": "/dekranasda/kurasi/putusan/{review}/pembatalan",
    "inbox.show": "/ruang/pertanyaan/{question}",
    "inbox.show?held": "/ruang/pertanyaan/{held}",
    "inbox.read": "/ruang/pertanyaan/{question}/terbaca",
    "inbox.close": "/ruang/pertanyaan/{question}/tutup",
    "offers.new": "/ruang/pertanyaan/{question}/penawaran",
    "offers.agreed": "/ruang/pertanyaan/{question}/kesepakatan/{taken}",
    "agreements.answer": "/percakapan/{of_question}/penawaran/{taken}/tolak",
    "agreements.show": "/percakapan/{of_question}/kesepakatan/{taken}",
    "files.new": "/ruang/pertanyaan/{question}/berkas",
    "files.photo": "/ruang/pertanyaan/{question}/berkas/{photo_file}/{size}.jpg",
    "files.document": "/ruang/pertanyaan/{question}/berkas/{paper_file}.pdf",
    "buyer_files.buyers_new": "/percakapan/{of_question}/berkas",
    "buyer_files.buyers_photo": "/percakapan/{of_question}/berkas/{photo_file}/{size}.jpg",
    "buyer_files.buyers_document": "/percakapan/{of_question}/berkas/{paper_file}.pdf",
    "buyers.read": "/percakapan/{thread}/terbaca",
    "buyers.pass_on": "/percakapan/{thread}/pembuat-lain",
    "outcomes.show": "/hasil/{outcome}",
    "silence.handle": "/dekranasda/percakapan/laporan/{complaint}/selesai",
    "inbox.report": "/ruang/pertanyaan/{question}/laporkan",
    "photos.create": "/ruang/karya/{work}/foto",
    "photos.describe": "/ruang/karya/{work}/foto/keterangan",
    "photos.change": "/ruang/karya/{work}/foto/{photo}/hapus",
    "makers_desk.show": "/dekranasda/pembuat/{producer}",
    "khas_desk.show": "/dekranasda/khas/{known}",
    "khas_desk.confirm": "/dekranasda/khas/{known}/pengukuhan",
    "khas_desk.edit": "/dekranasda/khas/{known}/ubah",
    "khas_desk.withdraw": "/dekranasda/khas/{known}/penarikan",
    "khas_desk.restore": "/dekranasda/khas/{withdrawn}/pengembalian",
    "khas_desk.highlights.edit": "/dekranasda/khas/unggulan/{here}",
    "khas_desk.proposals.new": "/dekranasda/khas/{alone}/usulan",
    "khas_desk.proposals.answer": "/dekranasda/khas/{known}/usulan/{there}/sebut",
    "exhibitions_desk.show": "/dekranasda/pameran/{hall}",
    "exhibitions_desk.edit": "/dekranasda/pameran/{hall}/ubah",
    "exhibitions_desk.preview": "/dekranasda/pameran/{hall}/pratinjau",
    "exhibitions_desk.publish": "/dekranasda/pameran/{hall}/penerbitan",
    "exhibitions_desk.withdraw": "/dekranasda/pameran/{open_hall}/penurunan",
    "exhibitions_desk.walls.index": "/dekranasda/pameran/{hall}/dinding",
    "exhibitions_desk.walls.new": "/dekranasda/pameran/{hall}/dinding/baru?khas={known}",
    "exhibitions_desk.walls.edit": "/dekranasda/pameran/{hall}/dinding/1",
    "exhibitions_desk.walls.move": "/dekranasda/pameran/{hall}/dinding/2/naik",
    "handover.new": "/dekranasda/serah-tautan/{waiting}/tautan",
    "account.end_device": "/akun/perangkat/{session}/keluar",
    "account.passkeys.edit": "/akun/sidik-jari/{passkey}/ubah",
    "account.passkeys.delete": "/akun/sidik-jari/{passkey}/hapus",
    "account.answer_link": "/akun/tautan/{handed}/tolak",
    "accounts.registration.confirm": "/konfirmasi/{confirm}",
    "accounts.recovery.edit": "/sandi-baru/{reset}",
    "accounts.recovery.email": "/email-baru/{email}",
    "reports.listing": "/laporkan/karya/{code}",
    "reports.product": "/laporkan/khas/{khas}",
    "reports.producer": "/laporkan/pembuat/{maker}",
    "reports.page": "/laporkan/halaman?alamat=/katalog",
    "inquiries.listing": "/karya/{code}/tanya",
    "inquiries.producer": "/pembuat/{maker}/tanya",
    "inquiries.product": "/khas/{sold}/tanya",
    "inquiries.taps.listing": "/karya/{code}/wa",
    "inquiries.taps.producer": "/pembuat/{maker}/wa",
    "inquiries.taps.product": "/khas/{sold}/wa",
    "inquiries.thread.show": "/percakapan/{thread}",
    "inquiries.thread.erase": "/percakapan/{thread}/hapus",
    "inquiries.thread.report": "/percakapan/{thread}/laporkan",
    "inquiries.thread.as_json": "/percakapan/{thread}/data.json",
    "inquiries.thread.as_csv": "/percakapan/{thread}/data.csv",
    "inquiries.thread.letters": "/percakapan/surat/{thread_address}",
    "inquiries.wishes.new": "/khas/{khas}/kabari",
    "inquiries.wishes.known": "/khas/{khas}/kabari/sudah",
    "inquiries.wishes.show": "/kabari/{wish}",
    "inquiries.wishes.as_json": "/kabari/{wish}/data.json",
    "inquiries.wishes.confirm": "/kabari/surat/{wish_address}",
    "inquiries_desk.decide": "/dekranasda/pertanyaan/{held}/teruskan",
    "exhibitions.show": "/pameran/{exhibition}",
    "exhibitions.screen": "/pameran/{exhibition}/layar",
    "exhibitions.calendar": "/pameran/{exhibition}/kalender.ics",
    "exhibitions.qr": "/pameran/{exhibition}/qr.svg",
    "exhibitions.share": "/motif/bagikan/id/pameran/{exhibition}/x.jpg",
    "catalog.listings.show": "/karya/{code}-{listing}",
    "catalog.listings.moved": "/karya/{code}",
    "catalog.listings.short": "/k/{code}",
    "catalog.products.show": "/khas/{khas}",
    "catalog.producers.show": "/pembuat/{maker}",
    "catalog.producers.show?new": "/pembuat/contoh-di-sini",
    "catalog.regions.show": "/daerah/{region}",
    "catalog.pictures.listing": "/motif/karya/{code}/x/card.svg",
    "catalog.pictures.product": "/motif/khas/{khas}/x/card.svg",
    "catalog.pictures.ornament": "/motif/hias/wave/0/x.svg",
    "catalog.pictures.qr": "/motif/qr/{code}.svg",
    "catalog.pictures.page_qr": "/motif/qr/khas/{khas}.svg",
    "catalog.shares.listing": "/motif/bagikan/id/karya/{code}/x.jpg",
    "catalog.shares.product": "/motif/bagikan/id/khas/{khas}/x.jpg",
    "catalog.shares.producer": "/motif/bagikan/id/pembuat/{maker}/x.jpg",
    "catalog.shares.region": "/motif/bagikan/id/daerah/{region}/x.jpg",
    "catalog.shares.site": "/motif/bagikan/id/situs/x.jpg",
    "discovery.sitemap.part": "/sitemap-daerah-1.xml",
    "media.show": "{picture}",
    "mail.show": "/surat/{letter}",
    "mail.body": "/surat/{letter}/isi",
    "static_file": "/static/site.css",
}

Line = tuple[str, str]
NOWHERE = "987654321"
STATUSES = {200: "ok", 303: "sent", 401: "sign-in"}


def lines() -> dict[Line, dict[str, str]]:
    """The table: for each method and line what each role gets."""
    found = {}
    for text in filter(None, TABLE.splitlines()):
        method, name, *outcomes = text.split()
        found[method, name] = dict(
            zip(ROLES, outcomes * len(ROLES) if len(outcomes) == 1 else outcomes, strict=len(outcomes) > 1)
        )
    return found


LINES = lines()


@pytest.fixture(scope="module")
def scene(app: Flask) -> Iterator[Scene]:
    """The evening of all lines; what one asks is undone before the next."""
    with undone(app):
        yield begin(app)


def address_of(scene: Scene, name: str) -> str:
    """The address of a line of the table."""
    rules = {rule.endpoint: rule.rule for rule in scene.app.url_map.iter_rules()}
    return ADDRESSES.get(name, rules.get(name, "")).format(**scene.parts)


def missing_address_of(scene: Scene, name: str) -> str:
    """The address of the same kind where nothing is."""
    return ADDRESSES[name].format(**dict.fromkeys(scene.parts, NOWHERE)).replace("contoh-di-sini", "contoh-nihil")


def roles_asked(line: Line) -> Sequence[str]:
    """All roles; where a role is known to mean the same, on PostgreSQL, one of each outcome opens the page there."""
    if backend() == SQLITE:
        return ROLES
    return list({word: role for role, word in reversed(LINES[line].items())}.values())


def outcome(answer: TestResponse) -> str:
    """The word of the table for an answer."""
    way = str(answer.location or "")
    if answer.status_code == 303 and way.startswith("/masuk?lanjut="):
        return "sign-in"
    if (answer.status_code == 303 and way.startswith("/akun/dua-langkah/kode?lanjut=")) or (
        answer.status_code == 403 and "Langkah kedua belum ditunjukkan" in answer.text
    ):
        return "code"
    return STATUSES.get(answer.status_code, str(answer.status_code))


def test_every_route_and_method_has_its_line(app: Flask) -> None:
    routes = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert {(method, name.partition("?")[0]) for method, name in LINES} == routes


def test_every_part_of_an_address_is_filled_in_and_every_address_is_used(app: Flask) -> None:
    rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    names = {name for _method, name in LINES}

    assert set(ADDRESSES) <= names
    assert not [name for name in names if "<" in ADDRESSES.get(name, rules.get(name, "<"))]


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_each_role_gets_what_the_table_says_and_of_the_rest_learns_nothing(scene: Scene, line: Line) -> None:
    method, name = line
    address, got, telling = address_of(scene, name), {}, []
    for role in roles_asked(line):
        with scene.undone():
            answer = scene.ask(role, method, address)
        got[role] = outcome(answer)
        # What one may not know of looks like what is not there, or else its page tells that it is.
        if got[role] == "404" and name in ADDRESSES:
            with scene.undone():
                absent = scene.ask(role, method, missing_address_of(scene, name))
            if absent.status_code != 404 or _told(absent) != _told(answer):
                telling.append(role)

    assert got == {role: word for role, word in LINES[line].items() if role in got}
    assert telling == []


@pytest.mark.same_on_both
def test_no_route_takes_a_method_that_is_not_in_the_table(scene: Scene) -> None:
    names = {name for _method, name in LINES if "?" not in name}
    for name in names:
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - {method for method, one in LINES if one == name}:
            with scene.undone():
                assert scene.ask("admin", method, address_of(scene, name)).status_code == 405, (method, name)


def _told(answer: TestResponse) -> str:
    """The page without what every request has of its own, and without the words of its own address."""
    text = re.sub(r"[0-9a-f]{12,}", "", answer.text)
    return re.sub(r"contoh[ -](di[ -]sini|nihil)|keluar|tolak|tautan|\b\d+x\d+|\b\d+\b", "", text)
