using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddDataset : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "areas",
                columns: table => new
                {
                    Key = table.Column<int>(type: "integer", nullable: false),
                    Code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    OldCode = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_areas", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "breakdowns",
                columns: table => new
                {
                    Key = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_breakdowns", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "comparator_sets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AreaKey = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_comparator_sets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "figure_revisions",
                columns: table => new
                {
                    IndicatorKey = table.Column<int>(type: "integer", nullable: false),
                    AreaKey = table.Column<int>(type: "integer", nullable: false),
                    BreakdownKey = table.Column<int>(type: "integer", nullable: false),
                    PeriodKey = table.Column<int>(type: "integer", nullable: false),
                    ReplacedByKey = table.Column<int>(type: "integer", nullable: false),
                    Numerator = table.Column<double>(type: "double precision", nullable: true),
                    Denominator = table.Column<double>(type: "double precision", nullable: true),
                    Value = table.Column<double>(type: "double precision", nullable: true),
                    Symbol = table.Column<short>(type: "smallint", maxLength: 40, nullable: false),
                    Status = table.Column<short>(type: "smallint", maxLength: 40, nullable: false),
                    BatchKey = table.Column<int>(type: "integer", nullable: false),
                    SourceRow = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_figure_revisions", x => new { x.IndicatorKey, x.AreaKey, x.BreakdownKey, x.PeriodKey, x.ReplacedByKey });
                });

            migrationBuilder.CreateTable(
                name: "import_batches",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<int>(type: "integer", nullable: false),
                    Source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Added = table.Column<int>(type: "integer", nullable: false),
                    Changed = table.Column<int>(type: "integer", nullable: false),
                    Unchanged = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_import_batches", x => x.Id);
                    table.UniqueConstraint("AK_import_batches_Key", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "indicators",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<int>(type: "integer", nullable: false),
                    Code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Definition = table.Column<string>(type: "text", nullable: false),
                    Numerator = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Denominator = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Multiplier = table.Column<double>(type: "double precision", nullable: false),
                    Unit = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Decimals = table.Column<int>(type: "integer", nullable: false),
                    Polarity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    PeriodKind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Accountability = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Caveat = table.Column<string>(type: "text", nullable: false),
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: true),
                    Publisher = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Release = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Licence = table.Column<string>(type: "text", nullable: false),
                    Address = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    IsInvented = table.Column<bool>(type: "boolean", nullable: false),
                    FiguresUntil = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Confidentiality = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    AccessListId = table.Column<Guid>(type: "uuid", nullable: true),
                    Profile = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Targets = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_indicators", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "periods",
                columns: table => new
                {
                    Key = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Start = table.Column<DateOnly>(type: "date", nullable: false),
                    End = table.Column<DateOnly>(type: "date", nullable: false),
                    Label = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_periods", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "series",
                columns: table => new
                {
                    IndicatorKey = table.Column<int>(type: "integer", nullable: false),
                    AreaKey = table.Column<int>(type: "integer", nullable: false),
                    BreakdownKey = table.Column<int>(type: "integer", nullable: false),
                    Points = table.Column<int>(type: "integer", nullable: false),
                    LatestEnd = table.Column<DateOnly>(type: "date", nullable: false),
                    Direction = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Packed = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_series", x => new { x.IndicatorKey, x.AreaKey, x.BreakdownKey });
                });

            migrationBuilder.CreateTable(
                name: "comparator_members",
                columns: table => new
                {
                    Rank = table.Column<int>(type: "integer", nullable: false),
                    SetId = table.Column<Guid>(type: "uuid", nullable: false),
                    AreaKey = table.Column<int>(type: "integer", nullable: false),
                    Closeness = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_comparator_members", x => new { x.SetId, x.Rank });
                    table.ForeignKey(
                        name: "FK_comparator_members_areas_AreaKey",
                        column: x => x.AreaKey,
                        principalTable: "areas",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_comparator_members_comparator_sets_SetId",
                        column: x => x.SetId,
                        principalTable: "comparator_sets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "indicator_themes",
                columns: table => new
                {
                    ThemeId = table.Column<Guid>(type: "uuid", nullable: false),
                    IndicatorId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_indicator_themes", x => new { x.IndicatorId, x.ThemeId });
                    table.ForeignKey(
                        name: "FK_indicator_themes_indicators_IndicatorId",
                        column: x => x.IndicatorId,
                        principalTable: "indicators",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "figures",
                columns: table => new
                {
                    IndicatorKey = table.Column<int>(type: "integer", nullable: false),
                    AreaKey = table.Column<int>(type: "integer", nullable: false),
                    BreakdownKey = table.Column<int>(type: "integer", nullable: false),
                    PeriodKey = table.Column<int>(type: "integer", nullable: false),
                    Numerator = table.Column<double>(type: "double precision", nullable: true),
                    Denominator = table.Column<double>(type: "double precision", nullable: true),
                    Value = table.Column<double>(type: "double precision", nullable: true),
                    Symbol = table.Column<short>(type: "smallint", maxLength: 40, nullable: false),
                    Status = table.Column<short>(type: "smallint", maxLength: 40, nullable: false),
                    BatchKey = table.Column<int>(type: "integer", nullable: false),
                    SourceRow = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_figures", x => new { x.IndicatorKey, x.AreaKey, x.BreakdownKey, x.PeriodKey });
                    table.ForeignKey(
                        name: "FK_figures_areas_AreaKey",
                        column: x => x.AreaKey,
                        principalTable: "areas",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_figures_import_batches_BatchKey",
                        column: x => x.BatchKey,
                        principalTable: "import_batches",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_figures_periods_PeriodKey",
                        column: x => x.PeriodKey,
                        principalTable: "periods",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "breakdowns",
                columns: new[] { "Key", "Name" },
                values: new object[] { 1, "All" });

            migrationBuilder.CreateIndex(
                name: "IX_areas_Code",
                table: "areas",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_comparator_members_AreaKey",
                table: "comparator_members",
                column: "AreaKey");

            migrationBuilder.CreateIndex(
                name: "IX_comparator_sets_AreaKey_Name",
                table: "comparator_sets",
                columns: new[] { "AreaKey", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_figures_AreaKey",
                table: "figures",
                column: "AreaKey");

            migrationBuilder.CreateIndex(
                name: "IX_figures_BatchKey",
                table: "figures",
                column: "BatchKey");

            migrationBuilder.CreateIndex(
                name: "IX_figures_PeriodKey",
                table: "figures",
                column: "PeriodKey");

            migrationBuilder.CreateIndex(
                name: "IX_indicator_themes_ThemeId",
                table: "indicator_themes",
                column: "ThemeId");

            migrationBuilder.CreateIndex(
                name: "IX_indicators_AccessListId",
                table: "indicators",
                column: "AccessListId");

            migrationBuilder.CreateIndex(
                name: "IX_indicators_Code",
                table: "indicators",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_indicators_Key",
                table: "indicators",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_indicators_OwnerId",
                table: "indicators",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_periods_Kind_Start_End",
                table: "periods",
                columns: new[] { "Kind", "Start", "End" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_series_AreaKey_BreakdownKey",
                table: "series",
                columns: new[] { "AreaKey", "BreakdownKey" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "breakdowns");

            migrationBuilder.DropTable(
                name: "comparator_members");

            migrationBuilder.DropTable(
                name: "figure_revisions");

            migrationBuilder.DropTable(
                name: "figures");

            migrationBuilder.DropTable(
                name: "indicator_themes");

            migrationBuilder.DropTable(
                name: "series");

            migrationBuilder.DropTable(
                name: "comparator_sets");

            migrationBuilder.DropTable(
                name: "areas");

            migrationBuilder.DropTable(
                name: "import_batches");

            migrationBuilder.DropTable(
                name: "periods");

            migrationBuilder.DropTable(
                name: "indicators");
        }
    }
}
