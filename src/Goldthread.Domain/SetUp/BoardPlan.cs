using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;

namespace Goldthread.Domain.SetUp;

/// <summary>A line of a workbook that would be kept.</summary>
/// <param name="Sheet">Its sheet.</param>
/// <param name="Line">Its line.</param>
/// <param name="What">What it is called.</param>
/// <param name="More">More about it.</param>
public sealed record PlannedLine(string Sheet, int Line, string What, string More);

/// <summary>What a workbook would add to a board.</summary>
public sealed class BoardPlan
{
    /// <summary>Organisations with their access lists.</summary>
    public List<(Organisation Organisation, AccessList List)> Organisations { get; } = [];

    /// <summary>Groups with their access lists.</summary>
    public List<(Group Group, AccessList List)> Groups { get; } = [];

    /// <summary>People.</summary>
    public List<Person> People { get; } = [];

    /// <summary>Posts they hold, with their holding.</summary>
    public List<(Post Post, PostHolding Holding)> Posts { get; } = [];

    /// <summary>Roles, seats among them.</summary>
    public List<RoleHolding> Roles { get; } = [];

    /// <summary>Priorities.</summary>
    public List<Priority> Priorities { get; } = [];

    /// <summary>Themes.</summary>
    public List<Theme> Themes { get; } = [];

    /// <summary>Every line that would be kept, in the order of the sheets.</summary>
    public List<PlannedLine> Lines { get; } = [];

    /// <summary>Lines that say what the board has already: they stay as they are.</summary>
    public int Known { get; internal set; }

    /// <summary>Everything that is wrong, in the order of the sheets.</summary>
    public List<RowProblem> Problems { get; } = [];
}
