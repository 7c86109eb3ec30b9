"""What contract managers do: follow, sign, check proof, add steps, close."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from audit import clock
from contracts import break_clauses, readiness
from contracts.forms import (
    CompletionForm,
    EvidenceDecisionForm,
    MilestoneForm,
    NarrowForm,
    OwnersForm,
    ReportForm,
    SigningForm,
)
from contracts.models import Commitment, Contract, Evidence, Milestone
from contracts.rules import rating_words
from contracts.signing import sign
from councils.pages import ActPage, WorkspacePage
from records.models import StoredFile


class ContractWorkList(WorkspacePage, ListView):
    """All contracts of the council, those that need something first."""

    permission_required = "contracts.view_contract_work"
    template_name = "contracts/contract_work_list.html"
    paginate_by = 20

    @cached_property
    def narrowed(self) -> NarrowForm:
        return NarrowForm(self.request.GET or None)

    @property
    def chosen(self) -> str:
        """The status that the list is narrowed to; nothing for all."""
        return self.narrowed.cleaned_data["status"] if self.narrowed.is_valid() else ""

    def get_queryset(self):
        contracts = Contract.objects.for_council(self.council)
        if self.chosen:
            contracts = contracts.filter(status=self.chosen)
        return contracts.with_parties().with_delivery()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            narrowed=self.narrowed, chosen=self.chosen, **kwargs
        )


class OneContract:
    """Finds the contract of the page by its reference."""

    slug_field = "reference"
    slug_url_kwarg = "reference"

    def get_queryset(self):
        found = Contract.objects.for_council(self.council)
        return found.with_parties().select_related("owner", "supplier_contact")


class ContractWork(OneContract, WorkspacePage, DetailView):
    """One contract as its manager sees it."""

    permission_required = "contracts.view_contract_work"
    template_name = "contracts/contract_work.html"

    def get_queryset(self):
        return super().get_queryset().with_delivery()

    def get_context_data(self, **kwargs):
        contract = self.object
        proof = Evidence.objects.of_contract(contract).with_thread()
        return super().get_context_data(
            standings=contract.standings(),
            waiting=proof.submitted().order_by("submitted_at"),
            re_evaluations=contract.re_evaluations.all(),
            remedies=contract.remedies.select_related("commitment__metric"),
            right=break_clauses.right_to_break(contract),
            notices=contract.break_notices.all(),
            to_sign=[] if contract.signed_on else readiness.to_sign(contract),
            **kwargs,
        )


class ContractAct(OneContract, ActPage):
    """One act on a contract; afterwards its page is shown again."""

    def get_success_url(self):
        return self.object.get_workspace_url()


class SignContract(ContractAct):
    template_name = "contracts/contract_sign.html"
    permission_required = "contracts.sign_contract"
    form_class = SigningForm
    success_message = _("The contract is signed and in force.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "contract": self.object}

    def get_initial(self):
        return {
            "starts_on": self.object.starts_on,
            "ends_on": self.object.ends_on,
            "break_wording": SigningForm.usual_clause(),
            "notice_days": 30,
        }

    def obstacles_for(self, contract):
        return readiness.to_sign(contract)

    def act(self, contract, form):
        agreed = dict(form.cleaned_data)
        agreed.pop("has_break")
        agreed["notice_days"] = agreed["notice_days"] or 30
        sign(contract, by=self.request.user, **agreed)


class NameOwners(ContractAct):
    template_name = "contracts/contract_owners.html"
    permission_required = "contracts.name_owners"
    form_class = OwnersForm
    success_message = _("The people who answer for the contract are saved.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "contract": self.object}

    def get_initial(self):
        contract = self.object
        return {
            "owner": contract.owner_id,
            "supplier_contact": contract.supplier_contact_id,
        }

    def act(self, contract, form):
        contract.name_owners(by=self.request.user, **form.cleaned_data)


class CompleteContract(ContractAct):
    template_name = "contracts/contract_complete.html"
    permission_required = "contracts.complete_contract"
    form_class = CompletionForm
    success_message = _("The contract is closed.")

    def obstacles_for(self, contract):
        """What cannot be settled on this page."""
        contract.unspent = contract.unspent or "-"
        found = readiness.to_complete(contract)
        contract.unspent = "" if contract.unspent == "-" else contract.unspent
        return found

    def act(self, contract, form):
        contract.complete(by=self.request.user, unspent=form.cleaned_data["unspent"])


class AddMilestone(ActPage):
    template_name = "contracts/milestone_add.html"
    permission_required = "contracts.add_milestone"
    form_class = MilestoneForm
    slug_field = "reference"
    slug_url_kwarg = "promise"
    success_message = _("The step is added. Both sides will be reminded of it.")

    def get_queryset(self):
        return (
            Commitment.objects.for_council(self.council)
            .filter(contract__reference=self.kwargs["reference"])
            .select_related("contract__council", "metric")
        )

    def act(self, promise, form):
        promise.add_milestone(by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return self.object.contract.get_workspace_url()


class EnterEvidence(ActPage):
    """An officer writes down what the supplier told; another officer checks it."""

    template_name = "contracts/evidence_enter.html"
    permission_required = "contracts.enter_evidence"
    form_class = ReportForm
    slug_field = "reference"
    slug_url_kwarg = "milestone"
    success_message = _("The report is saved. Another officer must check it.")

    def get_queryset(self):
        return (
            Milestone.objects.for_council(self.council)
            .filter(commitment__contract__reference=self.kwargs["reference"])
            .select_related("commitment__contract__council", "commitment__metric")
        )

    def get_initial(self):
        return {"happened_on": clock.today()}

    def act(self, milestone, form):
        send_report(milestone, form, by=self.request.user, is_on_behalf=True)

    def get_success_url(self):
        return self.object.contract.get_workspace_url()


def send_report(milestone, form, *, by, **more) -> Evidence:
    """Keep the file, if there is one, and submit the report with it."""
    told = dict(form.cleaned_data)
    upload = told.pop("file")
    kept = [StoredFile.keep(upload, milestone.council, by)] if upload else []
    return Evidence.submit(milestone, by=by, files=kept, **told, **more)


class CheckEvidence(ActPage):
    """Claim against target, the files, and the officer's decision."""

    template_name = "contracts/evidence_check.html"
    permission_required = "contracts.view_contract_work"
    form_class = EvidenceDecisionForm
    slug_field = "reference"
    slug_url_kwarg = "evidence"

    def get_queryset(self):
        found = Evidence.objects.for_council(self.council).with_thread()
        return found.filter(
            milestone__commitment__contract__reference=self.kwargs["reference"]
        ).prefetch_related("files__file")

    @cached_property
    def may_check(self) -> bool:
        return self.request.user.has_perm("contracts.check_evidence", self.object)

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not self.may_check:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "most": self.object.amount}

    def get_success_message(self):
        if self.object.status == Evidence.Status.RETURNED:
            return str(_("The supplier is asked for more."))
        return str(_("The proof is accepted and counts."))

    def act(self, evidence, form):
        told, by = form.cleaned_data, self.request.user
        if told["decision"] == form.MORE:
            evidence.send_back(told["reason"], by=by)
        elif told["decision"] == form.PART:
            evidence.accept(by=by, amount=told["amount"], reason=told["reason"])
        else:
            evidence.accept(by=by)

    def get_success_url(self):
        return self.object.contract.get_workspace_url()

    def get_context_data(self, **kwargs):
        promise = self.object.milestone.commitment
        whole = Commitment.objects.with_delivery().get(pk=promise.pk)
        standing = whole.standing()
        return super().get_context_data(
            promise=promise,
            standing=standing,
            left=max(promise.level - standing.accepted, Decimal(0)),
            may_check=self.may_check,
            sent_it_myself=self.object.submitted_by_id == self.request.user.pk,
            **kwargs,
        )


def rating_labels() -> dict[str, str]:
    return {word["code"]: word["label"] for word in rating_words()}
