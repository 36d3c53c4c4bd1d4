using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Tests.Governance;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Site;

/// <summary>What is chosen from a list must exist, also for whoever writes the request without the list.</summary>
[Trait("threat", "T18"), Trait("asvs", "V2.2.1")]
public class ChosenTests(Board board) : IClassFixture<Board>
{
    // Fields in which something else is chosen: the page's own rule asks whether this person may see and choose it.
    private static readonly string[] elsewhere =
    [
        "ActionInput.PostId", "LineInput.RecommendationId", "MeasureInput.IndicatorId", "RecommendationInput.Findings", "FindingInput.ItemId", "FindingInput.IndicatorId", "MergeInput.IntoId",
        "AttachInput.KnownId", "ItemInput.ListId", "ItemInput.PersonIds", "RestrictInput.People", "ReviewInput.KeeperId", "SeatInput.PersonId", "PersonInput.OrganisationId", "OpenInput.PersonId", "AbsenceInput.ToId", "LeavingInput.All",
    ];

    public static TheoryData<string, string, string> Fields => new()
    {
        { "/actions/new?recommendation={recommendation}", "Save action", "OwnerId" },
        { "/findings/new", "Save finding", "Themes" }, { "/findings/new", "Save finding", "Organisations" }, { "/findings/new", "Save finding", "Priorities" }, { "/findings/new", "Save finding", "OwnerGroupId" },
        { "/recommendations/new?finding={finding}", "Save recommendation", "Asked" }, { "/recommendations/new?finding={finding}", "Save recommendation", "OwnerGroupId" },
        { "/meetings/{meeting}", "Add to the record", "OwnerId" },
        { "/library/shelve", "Save", "OrganisationId" }, { "/library/shelve", "Save", "Themes" },
        { "/groups/new", "Save", "ReportsToId" }, { "/organisations/new", "Save", "ParentId" },
        { "/groups/{quality}/seats", "Give the seat", "OrganisationId" }, { "/groups/{quality}/seats", "Give the seat", "PersonId" },
    };

    [Theory, MemberData(nameof(Fields))]
    public async Task An_id_that_is_nothing_to_choose_is_refused_at_its_field_and_nothing_is_kept(string address, string button, string field)
    {
        var measure = A.Measure();
        var (recommendation, finding) = (measure.Before.OfType<Goldthread.Domain.Thread.Recommendation>().Single(), measure.Before.OfType<Goldthread.Domain.Thread.Finding>().Single());
        await board.GivenAsync(measure);
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality));
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync(address.Replace("{recommendation}", $"{recommendation.Id}", StringComparison.Ordinal).Replace("{finding}", $"{finding.Id}", StringComparison.Ordinal)
            .Replace("{meeting}", $"{meeting.Id}", StringComparison.Ordinal).Replace("{quality}", $"{Somewhere.Quality.Id}", StringComparison.Ordinal));
        var before = await LastAsync();

        foreach (var id in new[] { Guid.NewGuid(), recommendation.Id }) // none at all, and of another kind
        {
            var refused = await officer.OverpostAsync(form, button, [.. Typed(address).Where(f => f.Name != $"Input.{field}"), ($"Input.{field}", $"{id}")]);

            Assert.True(refused.Errors.Any(e => e.StartsWith("Choose ", StringComparison.Ordinal)), $"{refused.Path}: {refused.Status} {string.Join(", ", refused.Errors)}");
            Assert.EndsWith($"{field}-error", Assert.Single(refused.Html.QuerySelectorAll(".govuk-error-message")).Id, StringComparison.Ordinal);
        }
        Assert.Equal(before, await LastAsync());
    }

    [Fact]
    public void Every_field_of_a_form_that_holds_an_id_says_what_may_be_chosen()
    {
        var fields = typeof(BoardPage).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(BoardPage))).Select(t => t.GetProperty("Input")?.PropertyType).OfType<Type>().Distinct()
            .SelectMany(t => t.GetProperties().Where(p => p.CanWrite && (p.PropertyType == typeof(Guid) || p.PropertyType == typeof(Guid?) || typeof(IEnumerable<Guid>).IsAssignableFrom(p.PropertyType))))
            .ToLookup(p => p.IsDefined(typeof(ChosenAttribute), inherit: false), p => $"{p.DeclaringType!.Name}.{p.Name}");

        Assert.Equal(elsewhere.Order(StringComparer.Ordinal), fields[false].Order(StringComparer.Ordinal));
        Assert.True(fields[true].Count() > 10);
    }

    // All else that the form needs.
    private static IEnumerable<(string Name, string Value)> Typed(string address) => address.Split('/', '?')[1] switch
    {
        "actions" => [("Input.Title", "Chosen for nobody"), ("Input.Outcome", "Every team has it"), ("Input.Mechanism", "Monitoring")],
        "findings" =>
        [
            ("Input.Kind", "AreaForImprovement"), ("Input.Title", "Tagged with nothing"), ("Input.MeaningForChildren", "Children wait."), ("Input.Strength", "Moderate"), ("Input.Reach", "System"),
            ("Input.EvidenceNote", "Seen there"), ("Input.Themes", $"{Somewhere.Neglect.Id}"), ("Input.OwnerGroupId", $"{Somewhere.Quality.Id}"), ("Input.Confidentiality", "Board"),
        ],
        "recommendations" => [("Input.Title", "Asked of nobody"), ("Input.OwnerGroupId", $"{Somewhere.Quality.Id}"), ("Input.Asked", $"{Somewhere.SocialCare.Id}")],
        "meetings" => [("Input.Line", "action: Ring every school"), ("Input.Due", "+10")],
        "library" => [("Input.Volume", "Qualitative"), ("Input.Kind", "Case audit"), ("Input.Title", "Shelved for nobody"), ("Input.Date.Day", "1"), ("Input.Date.Month", "9"), ("Input.Date.Year", "2026"), ("Input.Confidentiality", "Board")],
        "organisations" => [("Input.Name", "A service"), ("Input.ShortName", "Service"), ("Input.Basis", "None"), ("Input.Type", "Police")],
        "groups" when address.EndsWith("/new", StringComparison.Ordinal) => [("Input.Name", "A new group"), ("Input.ShortName", "New"), ("Input.Purpose", "To meet")],
        _ => [("Input.PersonId", $"{Somebody.Contributor.Id}"), ("Input.Role", "GroupMember")],
    };

    private async Task<long> LastAsync()
    {
        await using var db = board.OpenAll();
        return await db.AuditEntries.MaxAsync(e => e.Sequence, TestContext.Current.CancellationToken);
    }
}
