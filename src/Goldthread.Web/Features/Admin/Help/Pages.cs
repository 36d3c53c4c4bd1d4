using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Features.Admin.Help;

/// <summary>What each role does here, and where to turn with a worry about a child.</summary>
[AllowAnonymous]
public sealed class HelpModel(BoardContext board) : PageModel
{
    /// <summary>Each role with what it does, in the words of the board.</summary>
    public IEnumerable<(Role Role, string Does)> Roles => Enum.GetValues<Role>().Where(r => r != Role.None).Select(r => (r, Does(r)));

    private string Does(Role role) => role switch
    {
        Role.Administrator => "Runs the system: accounts, roles, settings and the audit trail. Sees nothing restricted by being administrator.",
        Role.BoardOfficer => $"Works in the {board.Words.BodyShort}’s office: records findings and recommendations, asks agencies, follows up, judges with the groups whether anything changed.",
        Role.Chair => $"Leads the {board.Words.BodyShort} or one of its groups: decides, accepts that actions are done, judges impact. The {board.Words.Scrutineer} has this role for the whole {board.Words.BodyShort}.",
        Role.GroupMember => "Sits in a group: records findings and answers for what the group was asked to do.",
        Role.AgencyLead => "Speaks for an agency: answers recommendations, plans actions, reports what was done, invites the agency’s people and ends their access.",
        Role.AgencyContributor => "Helps the agency’s lead: reports progress and adds evidence.",
        Role.Analyst => "Brings in figures, reads them, records what they show.",
        Role.Reviewer => $"Leads or writes a {board.Words.CaseReview}: records its findings and recommendations.",
        Role.Trainer => "Gives courses built from lessons.",
        Role.Practitioner => "Works with children and families: reads what was learned and says how it is in practice.",
        Role.LayMember => "Brings the view of the public: sees what members see, and asks the plain questions.",
        Role.PanelMember => "Tests what agencies say about themselves, or takes part in a review.",
        Role.Signatory => "Answers for an agency and signs for it.",
        Role.OutsideReader => "Inspector or scrutineer from outside: reads what was opened to him or her, until a set day.",
        Role.None => "",
    };
}

/// <summary>What the words of the practice mean.</summary>
[AllowAnonymous]
public sealed class GlossaryModel(BoardContext board) : PageModel
{
    /// <summary>Terms in the order of the alphabet.</summary>
    public IReadOnlyList<(string Term, string Meaning)> Terms => [.. Glossary.Terms(board.Words).OrderBy(t => t.Term, StringComparer.OrdinalIgnoreCase)];
}

/// <summary>What is kept about people here, and their rights.</summary>
[AllowAnonymous]
public sealed class PrivacyModel : PageModel;

/// <summary>Which cookies there are.</summary>
[AllowAnonymous]
public sealed class CookiesModel(BoardOptions options, BoardContext board) : PageModel
{
    /// <summary>Over https the names say so.</summary>
    public string Prefix => options.IsHttps ? "__Host-" : "";

    /// <summary>When a session ends unused, and when at the latest.</summary>
    public string Ends => board.Settings.SessionEnds();
}

/// <summary>The accessibility statement, on the model of SI 2018/952.</summary>
[AllowAnonymous]
public sealed class AccessibilityModel : PageModel;
