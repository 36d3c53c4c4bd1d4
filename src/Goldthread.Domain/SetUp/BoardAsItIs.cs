using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;

namespace Goldthread.Domain.SetUp;

/// <summary>The words that stand in a workbook for the kinds there are, as the pages say them.</summary>
/// <param name="Types">Kinds of organisation.</param>
/// <param name="Bases">What a duty rests on.</param>
/// <param name="Kinds">Kinds of group.</param>
/// <param name="Roles">Roles.</param>
public sealed record WorkbookWords(
    IReadOnlyList<(string Word, OrganisationType Value)> Types, IReadOnlyList<(string Word, DutyBasis Value)> Bases,
    IReadOnlyList<(string Word, GroupKind Value)> Kinds, IReadOnlyList<(string Word, Role Value)> Roles);

/// <summary>A role that somebody holds already.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Role">What.</param>
/// <param name="ScopeId">On which organisation or group; null for the whole.</param>
public readonly record struct Held(Guid PersonId, Role Role, Guid? ScopeId);

/// <summary>What is on a board already, by the names a workbook uses. All keys are in lower case.</summary>
/// <param name="Organisations">Ids by full and short name.</param>
/// <param name="OrganisationParts">Organisations with what they are a service of.</param>
/// <param name="Groups">Ids by full and short name.</param>
/// <param name="GroupParts">Groups with whom they report to.</param>
/// <param name="People">Ids by e-mail address.</param>
/// <param name="Roles">Roles held today or later.</param>
/// <param name="Priorities">Titles.</param>
/// <param name="Themes">Names, retired ones too.</param>
/// <param name="Words">The words of its kinds.</param>
/// <param name="Vocabulary">What the whole is called.</param>
/// <param name="Today">The date at the board.</param>
public sealed record BoardAsItIs(
    IReadOnlyDictionary<string, Guid> Organisations, IReadOnlyList<StructurePart> OrganisationParts,
    IReadOnlyDictionary<string, Guid> Groups, IReadOnlyList<StructurePart> GroupParts,
    IReadOnlyDictionary<string, Guid> People, IReadOnlySet<Held> Roles, IReadOnlySet<string> Priorities, IReadOnlySet<string> Themes,
    WorkbookWords Words, Words Vocabulary, DateOnly Today);
